import type { ProjectRole } from '../db/schema';

/** What each role adds to the one before it (scopes of the recording GetOrganizationRoles.ok, in full in the oracle). */
const ADDED: Record<ProjectRole, string> = {
  viewer:
    'view:Dashboard view:JobStatus@self view:SavedChart view:Space view:Project view:PinnedItems view:DashboardComments view:Tags manage:ExportCsv view:MetricsTree view:SpotlightTableConfig view:AiAgentThread@self',
  interactive_viewer:
    'view:UnderlyingData view:SemanticViewer manage:Explore manage:ChangeCsvResults create:ScheduledDeliveries create:DashboardComments manage:GoogleSheets manage:Dashboard@space manage:SavedChart@space manage:Space@assigned view:AiAgent create:AiAgentThread',
  editor:
    'create:Space manage:Space@public manage:Job manage:PinnedItems manage:ScheduledDeliveries manage:DashboardComments manage:Tags manage:MetricsTree manage:AiAgentThread@self',
  developer:
    'manage:VirtualView manage:CustomSql manage:SqlRunner manage:Validation manage:CompileProject create:Project delete:Project@self update:Project view:JobStatus manage:SpotlightTableConfig manage:ContentAsCode manage:AiAgent',
  admin:
    'delete:Project view:Analytics manage:Dashboard manage:Space manage:Project manage:SavedChart view:AiAgentThread manage:AiAgentThread',
};

/** Weakest first. `member` is not among them (INDEX, GetOrganizationRoles). */
export const PROJECT_ROLES = ['viewer', 'interactive_viewer', 'editor', 'developer', 'admin'] as const;

/** All scopes of a system role. */
export function scopesOf(role: ProjectRole): string[] {
  return PROJECT_ROLES.slice(0, PROJECT_ROLES.indexOf(role) + 1).flatMap((each) => ADDED[each].split(' '));
}

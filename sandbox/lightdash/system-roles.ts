import type { ProjectRole } from '../db/schema';
import type { Generation } from './generation';

/** What each role adds to the one before it (scopes of the recordings GetOrganizationRoles.ok, in full in the oracles). */
const ADDED: Record<Generation, Record<ProjectRole, string>> = {
  '0.2110': {
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
  },
  '1.219': {
    viewer:
      'view:Dashboard view:JobStatus@self view:SavedChart view:Space view:Project view:PinnedItems view:DashboardComments view:Tags manage:ExportCsv view:Organization view:OrganizationMemberProfile view:MetricsTree view:SpotlightTableConfig view:AiAgentThread@self view:OrganizationDesign',
    interactive_viewer:
      'view:UnderlyingData view:SemanticViewer manage:Explore manage:ChangeCsvResults create:ScheduledDeliveries manage:ScheduledDeliveries@self create:DashboardComments manage:GoogleSheets create:Job view:Job view:Job@self manage:Dashboard@space manage:SavedChart@space manage:SemanticViewer@space manage:DataApp@space manage:Space@assigned view:AiAgent view:OrganizationAiAgent view:AiAgentDocument create:AiAgentThread view:DataApp view:DataApp@self manage:DataApp@self view:ExternalConnection view:ContentVerification',
    editor:
      'create:Space manage:Space@public manage:Job manage:PinnedItems manage:DashboardComments manage:Tags manage:SemanticViewer view:OrganizationWarehouseCredentials manage:MetricsTree manage:AiAgentThread@self view:ContentAsCode create:ContentAsCode create:DataApp',
    developer:
      'manage:PreAggregation manage:VirtualView create:VirtualView delete:VirtualView manage:CustomSql manage:CustomFields view:CompiledSql manage:CustomSqlTableCalculations manage:SqlRunner manage:Validation manage:CompileProject manage:DeployProject manage:DeployProject@self create:Project@preview delete:Project@self update:Project update:Project@self manage:Dashboard@self manage:SavedChart@self manage:Space@self manage:Explore@self create:DataApp@preview manage:DataApp@preview view:JobStatus view:SourceCode manage:SourceCode promote:Dashboard promote:Dashboard@space promote:SavedChart promote:SavedChart@space manage:SpotlightTableConfig manage:ContentAsCode manage:ContentAsCode@self manage:AiAgent manage:OrganizationAiAgent manage:AiAgentDocument manage:ContentVerification create:AiDeepResearch',
    admin:
      'manage:DataApp manage:DataAppDependency manage:ExternalConnection manage:OrganizationDesign delete:Project view:Analytics manage:Dashboard manage:Space manage:Project manage:SavedChart manage:DeletedContent manage:ProjectHomepage view:AiAgentThread manage:AiAgentThread manage:ScheduledDeliveries manage:OrganizationMemberProfile manage:Group manage:InviteLink manage:GitIntegration manage:OrganizationWarehouseCredentials manage:Organization manage:OrganizationColorPalette view:Roadmap impersonate:User manage:PersonalAccessToken',
  },
};

/** Weakest first. `member` is not among them (docs/lightdash/roles.md#o1). */
export const PROJECT_ROLES = ['viewer', 'interactive_viewer', 'editor', 'developer', 'admin'] as const;

/** All scopes of a system role. An admin's are all that there are. */
export function scopesOf(role: ProjectRole, generation: Generation): string[] {
  return PROJECT_ROLES.slice(0, PROJECT_ROLES.indexOf(role) + 1).flatMap((each) => ADDED[generation][each].split(' '));
}

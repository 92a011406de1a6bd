import type { AbilityRule } from './ability';
import { ORGANIZATION_ROLES, roleRank, type OrganizationRole } from './roles';

/**
 * What each organization role adds to the one before it, in Lightdash's own notation `action:Subject@limit`. Source:
 * GetOrganizationRoles.ok (scopes of the system roles), GetAuthenticatedUser.* (the conditions of rules) and the
 * recorded 403s. Subjects that neither the console nor its sandbox asks about are left out.
 */
const SCOPES: Record<OrganizationRole, string> = {
  member: 'view:OrganizationMemberProfile view:JobStatus@self view:PinnedItems manage:PersonalAccessToken',
  viewer:
    'view:Organization view:Project view:Tags view:DashboardComments manage:ExportCsv ' +
    'view:Space@public view:Space@shared view:Dashboard@public view:Dashboard@shared ' +
    'view:SavedChart@public view:SavedChart@shared',
  interactive_viewer:
    'view:UnderlyingData manage:Explore manage:ChangeCsvResults manage:GoogleSheets create:DashboardComments ' +
    'create:ScheduledDeliveries manage:ScheduledDeliveries@own manage:Space@admin ' +
    'manage:Dashboard@editor manage:Dashboard@admin manage:SavedChart@editor manage:SavedChart@admin',
  editor:
    'create:Space manage:Space@public manage:PinnedItems manage:Tags manage:DashboardComments ' +
    'manage:ScheduledDeliveries',
  developer:
    'update:Project create:Project@preview delete:Project@preview manage:CompileProject manage:Validation ' +
    'manage:SqlRunner manage:CustomSql manage:VirtualView manage:ContentAsCode view:JobStatus',
  admin:
    'manage:Organization manage:OrganizationMemberProfile manage:InviteLink manage:Group manage:Project ' +
    'manage:Space manage:Dashboard manage:SavedChart view:Analytics',
};

/**
 * The rules of an organization role: used where the server sends none, and by the sandbox as those it sends.
 * In: the role, and whose rules they are. Out: rules in which every right is bound to the organization or the person.
 */
export function abilityRulesForRole(
  role: OrganizationRole,
  { organizationUuid, userUuid }: { organizationUuid: string; userUuid: string },
): AbilityRule[] {
  const limits: Record<string, Record<string, unknown>> = {
    self: { createdByUserUuid: userUuid },
    own: { organizationUuid, userUuid },
    public: { organizationUuid, isPrivate: false },
    shared: { organizationUuid, access: { $elemMatch: { userUuid } } },
    editor: { organizationUuid, access: { $elemMatch: { userUuid, role: 'editor' } } },
    admin: { organizationUuid, access: { $elemMatch: { userUuid, role: 'admin' } } },
    preview: { organizationUuid, type: 'PREVIEW' },
  };
  return ORGANIZATION_ROLES.slice(0, roleRank(role) + 1)
    .flatMap((each) => SCOPES[each].split(' '))
    .map((scope) => {
      const [action = '', subject = '', limit = ''] = scope.split(/[:@]/);
      return { action, subject, conditions: limits[limit] ?? { organizationUuid } };
    });
}

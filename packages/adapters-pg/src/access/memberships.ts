/**
 * The inboxes and teams of the row `member`: inboxes that it belongs to, and those that an agent identity answers which is
 * shared with one of its teams.
 */
export const MEMBERSHIPS = `array(
       select inbox_id from inbox_members
       where inbox_members.organization_id = member.organization_id and inbox_members.member_id = member.id
       union
       select inboxes.id from team_members
       join team_agent_identities as shared
         on shared.organization_id = team_members.organization_id and shared.team_id = team_members.team_id
       join inboxes
         on inboxes.organization_id = shared.organization_id
         and inboxes.agent_identity_id = shared.agent_identity_id
       where team_members.organization_id = member.organization_id and team_members.member_id = member.id
         and inboxes.removed_at is null
       union
       select own.inbox_id from team_members
       join team_agent_identities as shared
         on shared.organization_id = team_members.organization_id and shared.team_id = team_members.team_id
       join agent_identities as own
         on own.organization_id = shared.organization_id and own.id = shared.agent_identity_id
       where team_members.organization_id = member.organization_id and team_members.member_id = member.id
         and own.inbox_id is not null and own.removed_at is null
       order by 1
     ) as inbox_ids,
     array(
       select team_id from team_members
       where team_members.organization_id = member.organization_id and team_members.member_id = member.id
       order by team_id
     ) as team_ids`

import { type Kysely, sql } from 'kysely'

/** Teams, who belongs to them, which conversations are left to them, and what else members work with. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await teams(db)
  await conversationsOfTeams(db)
  await workspace(db)
}

const teams = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table teams (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      name text not null,
      description text,
      allow_auto_assign boolean not null,
      icon text,
      icon_color text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number),
      unique (organization_id, name)
    )`.execute(db)
  await sql`
    create table team_members (
      organization_id uuid not null,
      team_id uuid not null,
      member_id uuid not null,
      primary key (organization_id, team_id, member_id),
      foreign key (organization_id, team_id) references teams on delete cascade,
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`create index team_members_by_member on team_members (organization_id, member_id)`.execute(db)
}

const conversationsOfTeams = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table conversations
      add column team_id uuid,
      add foreign key (organization_id, team_id) references teams on delete set null (team_id)`.execute(db)
  // Only of those that have a team: the others cost nothing here.
  await sql`
    create index conversations_by_team on conversations
      (organization_id, team_id, status, last_activity_at desc) where team_id is not null`.execute(db)
}

const workspace = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table tags (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      title text not null,
      description text,
      color text not null,
      show_on_sidebar boolean,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number),
      unique (organization_id, title)
    )`.execute(db)
  await sql`
    create table canned_responses (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      short_code text not null,
      content text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number),
      unique (organization_id, short_code)
    )`.execute(db)
}

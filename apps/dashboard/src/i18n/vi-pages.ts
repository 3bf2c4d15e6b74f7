import { adminVi, hoursVi, keysVi, unitsVi } from "./admin-vi.ts";
import { auditVi } from "./audit-vi.ts";
import { usersVi } from "./users-vi.ts";
import { accountVi } from "./account-vi.ts";
import { alertsVi } from "./alerts-vi.ts";
import { serviceVi } from "./service-vi.ts";
import { groupsVi } from "./groups-vi.ts";
import { catalogueVi } from "./catalogue-vi.ts";
import { checksVi } from "./checks-vi.ts";
import { designVi } from "./design-vi.ts";
import { screensVi, wallVi } from "./screens-vi.ts";
import { publicVi } from "./public-vi.ts";
import { viMend } from "./vi-mend.ts";

/** Vietnamese of the other pages, fetched with the first of them. */
export const viPages = {
  design: designVi,
  account: accountVi,
  groups: groupsVi,
  catalogue: catalogueVi,
  admin: adminVi,
  users: usersVi,
  keys: keysVi,
  units: unitsVi,
  hours: hoursVi,
  audit: auditVi,
  alerts: alertsVi,
  checkPage: checksVi,
  service: serviceVi,
  mend: viMend,
  screens: screensVi,
  publicPage: publicVi,
  wall: wallVi,
};

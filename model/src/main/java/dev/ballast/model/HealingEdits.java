// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;

/** What of a remediation was edited. */
final class HealingEdits {

  private HealingEdits() {}

  static List<Edit.Field> remediation(Remediation a, Remediation b) {
    return List.of(
        new Edit.Field("service", a.service().value(), b.service().value()),
        new Edit.Field("region", a.region(), b.region()),
        new Edit.Field("description", a.description(), b.description()),
        new Edit.Field("runbook", a.runbook(), b.runbook()),
        new Edit.Field("trigger", a.trigger().toString(), b.trigger().toString()),
        new Edit.Field("preconditions", a.preconditions().toString(), b.preconditions().toString()),
        action(a.action(), b.action()),
        new Edit.Field("verification", a.verification().toString(), b.verification().toString()),
        new Edit.Field("guards", a.guards().toString(), b.guards().toString()),
        new Edit.Field("autonomy", a.autonomy().toString(), b.autonomy().toString()));
  }

  /** A webhook's URL may be secret. */
  private static Edit.Field action(HealingAction a, HealingAction b) {
    boolean same = a.equals(b);
    return new Edit.Field("action", shown(a), shown(b) + (same ? "" : " (changed)"));
  }

  private static String shown(HealingAction action) {
    return action instanceof HealingAction.Call ? "webhook (hidden)" : action.toString();
  }
}

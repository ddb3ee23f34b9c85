// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;

/**
 * How one sickness of a service is healed.
 *
 * @param region where; empty: in each region by itself
 * @param runbook a URL, or a Markdown file in the configuration's folder; may be empty
 */
public record Remediation(
    String name,
    ServiceName service,
    String region,
    String description,
    String runbook,
    Trigger trigger,
    List<Precondition> preconditions,
    HealingAction action,
    Verification verification,
    Guards guards,
    Autonomy autonomy) {

  public Remediation {
    preconditions = List.copyOf(preconditions);
  }

  /** With standard bounds, and no more than watching. */
  public static Remediation of(
      String name, ServiceName service, Trigger trigger, HealingAction action) {
    return new Remediation(
        name,
        service,
        "",
        "",
        "",
        trigger,
        List.of(),
        action,
        Verification.DEFAULT,
        Guards.DEFAULT,
        Autonomy.OBSERVE);
  }

  public Remediation withAutonomy(Autonomy value) {
    return new Remediation(
        name,
        service,
        region,
        description,
        runbook,
        trigger,
        preconditions,
        action,
        verification,
        guards,
        value);
  }

  public Remediation withGuards(Guards value) {
    return new Remediation(
        name,
        service,
        region,
        description,
        runbook,
        trigger,
        preconditions,
        action,
        verification,
        value,
        autonomy);
  }

  public Remediation withVerification(Verification value) {
    return new Remediation(
        name,
        service,
        region,
        description,
        runbook,
        trigger,
        preconditions,
        action,
        value,
        guards,
        autonomy);
  }

  public Remediation withPreconditions(List<Precondition> value) {
    return new Remediation(
        name,
        service,
        region,
        description,
        runbook,
        trigger,
        value,
        action,
        verification,
        guards,
        autonomy);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

/** A day where real users are, which two people may want. */
public final class LivePlan {

  public static final String YAML =
      """
      apiVersion: ballast.dev/v1
      kind: GameDay
      metadata: {name: east}
      spec:
        objective: "Can we lose us-east?"
        service: storefront
        mode: live
        roles: {owner: alice, coordinator: bob, scribe: carol}
        steadyState: {hold: 10s, checks: [{name: there, query: "vector(1)", tolerance: {gt: 0}}]}
        blastRadius: {regions: [us-east], maxErrorBudgetSpend: 10%}
        stopWhen: [{errorBudgetRemaining: {service: storefront, below: 50%}}]
        timeline:
          - {at: "09:00:00", id: kickoff, do: meeting}
          - at: "09:00:20"
            id: chaos
            do: fault
            fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 5m}
          - {at: "09:01:20", id: restore, do: heal, fault: chaos}
      """;

  private LivePlan() {}
}

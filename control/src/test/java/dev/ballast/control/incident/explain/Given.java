// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import static dev.ballast.control.incident.account.Shops.at;
import static dev.ballast.control.incident.account.Shops.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Load;
import dev.ballast.control.incident.account.Shops;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.control.incident.engine.Finding;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An inquiry in which everything is empty unless a test says otherwise. */
final class Given {

  static final Instant ONSET = Instant.parse("2026-03-01T12:00:00Z");
  static final Inquiry.Windows WINDOWS =
      new Inquiry.Windows(
          ONSET.minusSeconds(1860),
          ONSET.minusSeconds(60),
          ONSET,
          ONSET.plusSeconds(120),
          Duration.ofSeconds(30));

  static Symptom symptom(String service, Sign sign) {
    return new Symptom(
        at(service), service + "-slo", sign, Health.DEGRADED, ONSET, null, "missed", List.of());
  }

  static ChangeSeen deployment(String service, String version, Instant when) {
    return new ChangeSeen(
        service + version,
        ChangeSeen.Kind.DEPLOYMENT,
        service,
        Shops.REGION,
        "v2.3.0",
        version,
        service + " " + version + " deployed",
        when,
        Relevance.UNRELATED,
        "",
        List.of());
  }

  static RootCause cause(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.getFirst().explanation().cause().orElseThrow();
  }

  static Given badRelease(double oldFails) {
    Given given = new Given();
    given.accounts =
        new Shops()
            .answers("payments", tally(20, 30, 0.001), tally(20, 30, 0.2))
            .answers("auth", tally(20, 3, 0), tally(20, 3, 0))
            .calls("payments", "auth", tally(20, 3, 0), tally(20, 3, 0))
            .callsSilent("payments", "bank", tally(20, 8, 0), tally(20, 8, 0.2))
            .accounts();
    given.changes = List.of(deployment("payments", "v2.3.1", ONSET.minusSeconds(5)));
    given.versions =
        List.of(
            new VersionTally(
                at("payments"),
                "v2.3.0",
                new Compared(tally(20, 30, 0.001), tally(10, 30, oldFails))),
            new VersionTally(
                at("payments"), "v2.3.1", new Compared(Tally.NONE, tally(10, 30, 0.4))));
    given.failures =
        List.of(
            new FailureKind(
                at("payments"),
                "bank",
                "v2.3.1",
                "denied access, 401: authentication failed: unknown API key",
                90,
                "abc"));
    return given;
  }

  Accounts accounts = Accounts.EMPTY;
  List<VersionTally> versions = List.of();
  List<ChangeSeen> changes = List.of();
  List<FailureKind> failures = List.of();
  Map<Place, List<Hint>> hints = Map.of();
  Map<Place, Load> loads = Map.of();
  List<Lead> leads = List.of();
  List<Threat> threats = List.of();
  String named = "";

  List<Finding> explain(Symptom... symptoms) {
    return Explainer.explain(
        new Inquiry(
            List.of(symptoms),
            WINDOWS,
            accounts,
            loads,
            hints,
            versions,
            changes,
            leads,
            failures,
            List.of(new Replication("database", Shops.REGION, 0.2, 0.2, "lag")),
            threats,
            Map.of(
                new ServiceName("database"), Service.Kind.DATABASE,
                new ServiceName("bank"), Service.Kind.EXTERNAL),
            Map.of(at("database"), ONSET, at("orders"), ONSET.plusSeconds(4)),
            List.of("logs")),
        named);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Style;
import dev.ballast.connect.dns.NameAudit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class NamesTextTest {

  private static final JsonNode NAMES =
      JsonMapper.shared()
          .readTree(
              """
              {"served_on":"127.0.0.1:5353","questions":{"answered":7,"no_such_name":2,"refused":0},
               "policies":[
                {"policy":"shop","rto_seconds":30.0,"allowed_ttl_seconds":22.5,
                 "zone":"go.shop.example","old":true,"looked":"2026-11-27T03:00:00Z",
                 "regions":[
                  {"name":"us-east","state":"down","last_good":true,"stays_percent":100,"out":true},
                  {"name":"eu-west","state":"healthy","last_good":false,"stays_percent":75,"out":false}],
                 "names":[{"name":"www.go.shop.example","ttl_seconds":5,
                  "targets":{"us-east":["10.1.0.1"],"eu-west":["10.2.0.1"]},"answer":null}]},
                {"policy":"other","rto_seconds":60.0,"allowed_ttl_seconds":53.0,"zone":null,
                 "old":false,"regions":[],"names":[]}]}
              """);

  @Test
  void showsWhereNamesLeadAndThatWhatIsKnownIsOld() {
    assertThat(NamesText.names(NAMES, Style.PLAIN))
        .contains("shop: zone go.shop.example. RTO 30 s, so answers may be kept for 22.5 s.")
        .contains("Nobody has looked since 2026-11-27T03:00:00Z; answers are by what was known")
        .containsPattern("us-east +DOWN \\(last seen\\) +100 % +no")
        .containsPattern("eu-west +HEALTHY +75 % +yes")
        .containsPattern("www.go.shop.example +5 s +us-east 10.1.0.1; eu-west 10.2.0.1")
        .endsWith("DNS is answered on 127.0.0.1:5353: 7 answered, 2 no such name.\n");
  }

  @Test
  void anAuditTakesThePolicyThatHasTheNameAndKnowsWhoIsOut() {
    AuditSubject subject = AuditSubject.of(NAMES, "WWW.go.shop.example.", "");

    assertThat(subject.policy()).isEqualTo("shop");
    assertThat(subject.subject().allowed()).isEqualTo(Duration.ofMillis(22_500));
    assertThat(subject.subject().out()).containsExactly("us-east");
    assertThat(subject.subject().regions()).containsEntry("10.1.0.1", "us-east");
    assertThat(AuditSubject.of(NAMES, "shop.example", "other").policy()).isEqualTo("other");
  }

  @Test
  void aNameOfNobodyNeedsAPolicy() {
    assertThatThrownBy(() -> AuditSubject.of(NAMES, "shop.example", ""))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--policy: missing (expected: one of shop, other)");
    assertThatThrownBy(() -> AuditSubject.of(NAMES, "shop.example", "shopp"))
        .hasMessageContaining("--policy: shopp (expected: one of shop, other)");
    assertThatThrownBy(
            () ->
                AuditSubject.of(
                    JsonMapper.shared().readTree("{\"policies\":[]}"), "shop.example", ""))
        .hasMessageContaining("a RegionPolicy");
  }

  @Test
  void showsFindingsAndGaps() {
    AuditSubject subject = AuditSubject.of(NAMES, "www.go.shop.example", "");
    NameAudit.Report report =
        new NameAudit.Report(
            List.of(
                new NameAudit.Line("ns1", true, 5, List.of("10.2.0.1"), List.of()),
                new NameAudit.Line("9.9.9.9", false, -1, List.of(), List.of("was not heard"))),
            List.of("no resolver was asked"));

    assertThat(NamesText.audit(subject, report, Style.PLAIN))
        .containsPattern("well +ns1 +authority +5 s +10.2.0.1 +nothing")
        .containsPattern("bad +9.9.9.9 +resolver +\\? +\\? +was not heard")
        .endsWith("! no resolver was asked\n");
    JsonNode json = subject.json(report);
    assertThat(json.path("well").asBoolean()).isFalse();
    assertThat(json.path("servers").path(1).path("ttl_seconds").isNull()).isTrue();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.client.Foreseen;
import dev.ballast.cli.client.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class ClosingTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String FILLS =
      """
      {"kind":"disk-fills","target":"orders","region":"us-east","start":"2026-03-01T12:00:45Z",
       "end":"2026-03-01T12:01:40Z","full":"2026-03-01T12:02:30Z","full_is":"extrapolated",
       "metric":"system.filesystem.usage","callers":[]}""";
  private static final String ERRORS =
      """
      {"kind":"dependency-errors","target":"payments","region":"eu-west","start":"2026-03-01T12:02:00Z",
       "end":"2026-03-01T12:02:40Z","callers":[{"service":"storefront","region":"eu-west"}]}""";
  private static final String HEALABLE =
      """
      {"kind":"dependency-errors","target":"inventory","region":"us-east","start":"2026-03-01T12:02:50Z",
       "end":"2026-03-01T12:03:15Z","magnitude":{"error_ratio":0.4},
       "struck":{"requests":61,"last":"2026-03-01T12:02:58.400Z"},
       "callers":[{"service":"orders","region":"us-east"}]}""";
  private static final String RELEASE =
      """
      {"kind":"bad-deploy","target":"payments","region":"us-east","version":"v2.3.1",
       "start":"2026-03-01T12:03:20Z","end":"2026-03-01T12:03:50Z","callers":[]}""";
  private static final String LOSS =
      """
      {"kind":"region-loss","target":"database","region":"us-east","start":"2026-03-01T12:05:00Z",
       "served":"2026-03-01T12:05:12Z","acknowledged":120,"lost":[],"callers":[]}""";

  private final Timeline timeline = new Timeline();
  private final Incidents incidents = new Incidents();
  private final RegionLoss loss = new RegionLoss();
  private final Story story = new Story();
  private final List<Release> releases = new ArrayList<>();
  private final List<Truth> acts = new ArrayList<>(truths(FILLS, ERRORS, HEALABLE, RELEASE, LOSS));

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static List<Truth> truths(String... texts) {
    return List.of(texts).stream().map(text -> Truth.of(json(text)).orElseThrow()).toList();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private void foresaw(int second) {
    Foreseen act =
        new Foreseen(
            "orders-journal",
            "orders",
            "us-east",
            "system_filesystem_usage",
            "ACT",
            "full soon",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    timeline.addCapacities(at(second), List.of(act));
  }

  private void was(int second, String service, String region, String health) {
    Standing.Why why = new Standing.Why("payments-availability", "5 % fail");
    timeline.add(
        at(second),
        List.of(
            new Standing(service, region, health, at(second), false, "5 % fail", List.of(why))));
  }

  private void named(int second, String name, String cause) {
    incidents.add(
        at(second),
        json(
            """
            {"incidents":[{"id":"INC-1","title":"t","onset":"2026-03-01T12:02:01Z","verdict":"named",
              "cause":{"kind":"service","name":"%s","region":"eu-west","detail":"","text":"%s"},
              "cause_class":"%s"}]}"""
                .formatted(name, name, cause)));
  }

  private void worth(int second, double budget, double least, double money) {
    story.add(
        new Story.Look(
            at(second),
            json(
                "{\"slo\":\"payments-availability\",\"budget_remaining\":%s,\"strategy\":\"paced\",\"plan\":{\"least_seconds\":%s}}"
                    .formatted(budget, least)),
            json(
                "{\"journey\":\"pay\",\"entry\":\"payments\",\"budget\":{\"left_value\":%s,\"releases_left\":7}}"
                    .formatted(money)),
            "USD"));
  }

  private void region(int second, String phase, int epoch, String owner) {
    loss.add(
        at(second),
        json(
            "{\"policies\":[{\"phase\":\"%s\",\"epoch\":%d,\"owner\":\"%s\"}]}"
                .formatted(phase, epoch, owner)));
  }

  private void allWell() {
    foresaw(60);
    was(1, "payments", "eu-west", "HEALTHY");
    was(128, "payments", "eu-west", "DEGRADED");
    named(140, "payments", "defect");
    worth(110, 0.98, 120, 900_000);
    worth(165, 0.61, 300, 560_000);
    releases.add(
        new Release(
            "v2.3.1", "Failed", at(190), at(228), List.of(5, 10), "too many errors", "", "v2.3.1"));
    region(299, "watching", 1, "us-east");
    region(309, "out", 2, "eu-west");
    ripened(30, 0, "cost.decided");
    ripened(330, 1, "cost.decided", "slo.known", "incident.quick");
    healed(178, "inventory", "helped", false);
    told("health.changed", 128, "", "service", "payments", "region", "eu-west", "to", "DEGRADED");
    told("health.changed", 176, "", "service", "inventory", "region", "us-east", "to", "DEGRADED");
    told("rollout.judged", 222, "", "verdict", "Regress", "to", "");
    told("rollout.changed", 228, "", "verdict", "", "to", "Failed");
    told("region.failover_begun", 308, "region/us-east");
    told("region.out", 309, "region/us-east");
  }

  private void ripened(int second, int level, String... proved) {
    Map<String, Ripeness.Proof> checks = new TreeMap<>();
    for (String check : proved) {
      checks.put(check, new Ripeness.Proof(1, "seen", "event/1"));
    }
    story.add(new Ripeness(at(second), level, "L" + level, 61, checks));
  }

  private void healed(int second, String service, String outcome, boolean open) {
    story.add(
        List.of(
            json(
                """
                {"id":"heal-1","remediation":"inventory-elsewhere","service":"%s","region":"us-east",
                 "phase":"healed","open":%s,"outcome":"%s","acted_at":"%s","text":"given back",
                 "intent":{"text":"mesh/inventory to elsewhere"},
                 "trail":[{"phase":"holding","text":"it helped: 0.4 to 0"}]}"""
                    .formatted(service, open, outcome, at(second)))),
        List.of());
  }

  private void told(String name, int second, String subject, String... attributes) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("sequence", second).put("at", at(second).toString());
    event.put("name", name).put("subject", subject);
    ObjectNode says = event.putObject("attributes");
    for (int i = 0; i < attributes.length; i += 2) {
      says.put(attributes[i], attributes[i + 1]);
    }
    story.add(story.episodes(), List.of(event));
  }

  private List<Chapter> chapters() {
    return new Closing(acts, timeline, incidents, releases, "", loss, story).chapters();
  }

  private List<String> problems() {
    return chapters().stream().flatMap(chapter -> chapter.problems().stream()).toList();
  }

  @Test
  void quotesWhatEachPatternDid() {
    allWell();

    assertThat(problems()).isEmpty();
    assertThat(chapters())
        .extracting(Chapter::pattern)
        .containsExactly(
            "predict",
            "detect",
            "explain",
            "throttle",
            "heal",
            "roll back",
            "fail over",
            "price",
            "act",
            "mature");
    assertThat(chapters())
        .extracting(Chapter::text)
        .satisfiesExactly(
            text -> assertThat(text).contains("ACT 15s after it began to fill and 1m 30s before"),
            text -> assertThat(text).contains("payments (eu-west)").contains("DEGRADED 8.0s after"),
            text -> assertThat(text).contains("payments (defect), was named 20s after"),
            text -> assertThat(text).contains("98 % to 61 %").contains("no less than 5m"),
            text ->
                assertThat(text)
                    .contains("inventory (us-east) failed 40 %")
                    .contains("elsewhere, 8.0s after it began; it helped: 0.4 to 0")
                    .contains("failed 61 requests, the last 8.4s after"),
            text -> assertThat(text).contains("v2.3.1 was rolled back 28s").contains("at 10 %"),
            text -> assertThat(text).contains("users served after 12.0 s"),
            text -> assertThat(text).contains("took 340,000 USD").contains("7.0 releases"),
            text ->
                assertThat(text)
                    .contains("4 things were done without a person, 4.0s after")
                    .contains("throttle 37s, heal 2.0s, roll back 6.0s, fail over 1.0s"),
            text ->
                assertThat(text)
                    .contains("L0 when the shop opened, level 1 after 5m")
                    .contains("L1 in the end")
                    .contains("3 of 61 checks")
                    .contains("1 then"));
  }

  @Test
  void anActThatNeverCameIsNoSuccess() {
    allWell();
    acts.removeLast();

    assertThat(problems())
        .containsExactly(
            "region-loss never began",
            "when it was detected and what was done is not known of: fail over");
  }

  @Test
  void blameBeforeTheFaultOrOfABystanderIsFalse() {
    allWell();
    was(100, "payments", "eu-west", "UNHEALTHY");
    was(130, "reviews", "us-east", "DEGRADED");

    assertThat(problems())
        .containsExactly(
            "payments (eu-west) was UNHEALTHY before anything was hurt",
            "reviews (us-east) was DEGRADED: it does not call payments (eu-west)");
  }

  @Test
  void aCauseThatIsNoneIsSaid() {
    allWell();
    named(150, "auth", "defect");

    assertThat(problems())
        .containsExactly(
            "INC-1 says that the cause is auth (defect), which is not so; it said so first at"
                + " 2026-03-01T12:02:30Z");
  }

  /** Whoever is left then has the users of the lost region: what follows is that loss's. */
  @Test
  void whatIsSaidAfterTheLossOfTheRegionIsNotOfWhatWasBefore() {
    allWell();
    named(299, "auth", "traffic");
    assertThat(problems()).hasSize(1);

    allWell();
    named(300, "storefront", "traffic");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aBudgetThatDoesNotShrinkOrAFasterGateIsFalse() {
    foresaw(60);
    worth(110, 0.98, 120, 900_000);
    worth(165, 0.98, 60, 900_000);

    assertThat(problems())
        .contains(
            "payments (eu-west) failed, and its budget did not shrink",
            "with less budget, the gate lets releases go faster",
            "payments (eu-west) failed, and the budget is worth as much as before");
  }

  @Test
  void healingAWellPlaceOrInVainIsFalse() {
    allWell();
    healed(178, "reviews", "helped", false);

    assertThat(problems())
        .contains(
            "reviews (us-east) was acted on, and it was not sick",
            "inventory (us-east) was sick, and nothing was done about it; there was no episode");

    healed(178, "inventory", "worse", false);
    assertThat(problems())
        .containsExactly("heal-1: healed, given back (expected: it helped, and was given back)");
  }

  @Test
  void requestsThatStillFailWhereItWasHealedAreSeen() {
    allWell();
    healed(173, "inventory", "helped", false);

    assertThat(problems())
        .containsExactly(
            "inventory (us-east) still failed requests 5.4s after its callers were sent elsewhere");
  }

  @Test
  void whoActsBeforeHealthSaysAnythingHasDetectedItThen() {
    Reactions.Reaction early =
        new Reactions.Reaction("throttle", at(120), at(128), at(125), List.of());

    assertThat(early.detected()).isEqualTo(at(125));
    assertThat(early.toAct()).isZero();
  }

  @Test
  void aLevelThatIsLostAgainIsSaid() {
    allWell();
    ripened(340, 0, "cost.decided");

    assertThat(problems()).isEmpty();
    assertThat(chapters().getLast().text())
        .contains("level 1 after 5m")
        .contains("L0 in the end; 1 of 61 checks");
    assertThat(chapters().getLast().evidence()).contains("slo.known: seen");
  }

  @Test
  void aLevelThatNeverRisesIsFalse() {
    Chapter chapter =
        Ripening.chapter(
            "mature",
            List.of(
                new Ripeness(at(30), 0, "none", 61, Map.of()),
                new Ripeness(at(90), 0, "none", 61, Map.of())));

    assertThat(chapter.problems())
        .containsExactly("much was done, and the level never rose above 0: []");
  }

  @Test
  void silenceIsFalse() {
    assertThat(problems())
        .contains(
            "orders (us-east) filled, and no capacity said so",
            "payments (eu-west) failed and was never called DEGRADED or UNHEALTHY",
            "the cause, payments (eu-west), was never named",
            "the gate knew no budget of payments",
            "v2.3.1 is bad and was not rolled back",
            "nobody knew what the budget is worth",
            "maturity was never judged");
  }
}

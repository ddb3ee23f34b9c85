// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class GrowthTest {

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private final Growth growth = new Growth();
  private final Truth truth =
      Truth.of(
              json(
                  """
                  {"kind":"growth","target":"storefront","region":"us-east",
                   "start":"2026-01-05T10:00:00Z","felt":{"visits":900,"failed":0,"slow":2}}
                  """))
          .orElseThrow();

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** One more request a second every five seconds. */
  private void grows(String region) {
    for (int i = 0; i <= 20; i++) {
      growth.add(region, new Growth.Load(START.plusSeconds(5L * i), 12 + i));
    }
  }

  private void scaled(String region, int second) {
    growth.add(
        json(
            """
            {"id":"heal-1","region":"%s","acted_at":"%s","phase_at":"%s","outcome":"helped",
             "intent":{"before":{"replicas":"1"},"after":{"replicas":"2"}}}
            """
                .formatted(region, START.plusSeconds(second), START.plusSeconds(second + 7))));
  }

  private List<String> texts() {
    return growth.chapters(Optional.of(truth)).stream().map(Chapter::text).toList();
  }

  @Test
  void saysHowLongBeforeTheLoadOfThenAskedForIt() {
    grows("us-east");
    scaled("us-east", 8);
    assertThat(texts().getFirst()).startsWith("storefront got up to 32.0 requests a second");
    assertThat(texts().getLast())
        .isEqualTo(
            "storefront in us-east from 1 to 2, 8 s after growth began: 17 s before the load of now"
                + " asked for it; it was ready 7 s later");
    assertThat(growth.chapters(Optional.of(truth))).allMatch(c -> c.problems().isEmpty());
  }

  @Test
  void saysSoWhenItWasTooLate() {
    grows("us-east");
    scaled("us-east", 40);
    assertThat(texts().getLast())
        .endsWith("15 s after the load of now asked for it; it was ready 7 s later, too late");
  }

  @Test
  void isNotTrueWhenNothingOrTheWrongRegionWasScaled() {
    grows("us-east");
    assertThat(growth.chapters(Optional.of(truth)).getFirst().problems())
        .containsExactly("nothing was scaled, and the load asked for it");
    scaled("eu-west", 8);
    assertThat(growth.chapters(Optional.of(truth)).getFirst().problems())
        .containsExactly("heal-1 scaled storefront in eu-west, where nothing grew");
    assertThat(growth.chapters(Optional.empty())).isEmpty();
  }

  @Test
  void itsRulesAreValid() throws Exception {
    String rules = Growth.rules(new DemoOptions.Ports(7700, 7200, 15432));
    Source service =
        Source.of(
            "service.yaml",
            "apiVersion: ballast.dev/v1\nkind: Service\nmetadata: {name: storefront}\nspec: {}\n");
    assertThat(rules).contains("http://127.0.0.1:7280");
    assertThat(
            ConfigurationReader.readSources(
                    List.of(service, Source.of("growth.yaml", rules)), QueryChecker.NONE)
                .problems())
        .extracting(Problem::text)
        .isEmpty();
  }
}

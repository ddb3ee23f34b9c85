// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FittingTest {

  @Test
  void whatFitsStaysAsItIs() {
    byte[] json = Json.bytes(Map.of("a", 1));
    assertThat(Fitting.fit(json, "less")).isEqualTo("{\"a\":1}");
  }

  @Test
  void theLargestListLosesItsEndAndTheRestStays() {
    List<String> many = Collections.nCopies(20_000, "word");
    JsonNode cut =
        fit(Map.of("few", List.of(1, 2, 3), "deep", Map.of("many", many), "sentence", "kept"));
    assertThat(cut.path("few")).hasSize(3);
    assertThat(cut.path("sentence").asString("")).isEqualTo("kept");
    assertThat(cut.path("deep").path("many").size()).isBetween(1_000, 10_000);
    assertThat(cut.path("left_out").path("deep.many").asInt(0))
        .isEqualTo(20_000 - cut.path("deep").path("many").size());
  }

  @Test
  void textsAreCutWhenThereIsNoListToCut() {
    JsonNode cut = fit(Map.of("text", "äö".repeat(100_000), "short", "kept"));
    assertThat(cut.path("short").asString("")).isEqualTo("kept");
    assertThat(cut.path("text").asString("")).startsWith("äöäö").endsWith("…");
  }

  @Test
  void whatCannotBeCutIsNotShown() {
    Map<String, Integer> wide =
        IntStream.range(0, 10_000)
            .boxed()
            .collect(java.util.stream.Collectors.toMap(i -> "key" + i, i -> i));
    JsonNode cut = fit(Map.of("wide", wide));
    assertThat(cut.propertyNames()).containsExactlyInAnyOrder("truncated", "hint");
  }

  private static JsonNode fit(Map<String, Object> answer) {
    String text = Fitting.fit(Json.bytes(answer), "ask for less");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Fitting.MOST);
    JsonNode node = Json.read(text, JsonNode.class);
    assertThat(node.path("truncated").asBoolean(false)).isTrue();
    assertThat(node.path("hint").asString("")).isEqualTo("ask for less");
    return node;
  }
}

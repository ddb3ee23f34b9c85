// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class LabelIndexTest {

  private static final String[] REGEXES = {
    "v1", "v1|v2", "v.*", "v1.+", ".*", ".+", "", "v1|", "(v1|v2)", "v[12]", "[^v].*", "v1?", "V1",
    ".*\n.*", "v\\d+", "^v1$", "x|y|z"
  };

  private static final List<Matcher.Type> TYPES = List.of(Matcher.Type.values());

  private final List<Labels> series = new ArrayList<>();
  private final LabelIndex index = new LabelIndex(series::get);

  @Test
  void findsWhatAScanFinds() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      series.clear();
      LabelIndex index = new LabelIndex(series::get);
      for (int id = 0; id < 300; id++) {
        series.add(labels(random));
        index.add(id, series.get(id));
      }
      for (int round = 0; round < 200; round++) {
        List<Matcher> matchers =
            IntStream.range(0, random.nextInt(4)).mapToObj(i -> matcher(random)).toList();
        assertThat(index.select(matchers).toArray())
            .as("seed %d %s", seed, matchers)
            .isEqualTo(scan(matchers));
      }
    }
  }

  @Test
  void forgetsRemovedSeries() {
    for (int id = 0; id < 100; id++) {
      series.add(Labels.of("__name__", "m", "i", "v" + id));
      index.add(id, series.get(id));
    }
    index.removeAll(RoaringBitmap.bitmapOfRange(10, 100));
    assertThat(
            index
                .select(List.of(new Matcher(Matcher.Type.EQUAL, "__name__", "m")))
                .getCardinality())
        .isEqualTo(10);
    assertThat(index.select(List.of()).getCardinality()).isEqualTo(10);
    TreeMap<String, Integer> names = new TreeMap<>();
    index.names(names::put);
    assertThat(names).isEqualTo(Map.of("__name__", 1, "i", 10));
    TreeMap<String, Integer> values = new TreeMap<>();
    index.values("__name__", values::put);
    assertThat(values).isEqualTo(Map.of("m", 10));
  }

  @Test
  void saysWhatIsWrongWithARegularExpression() {
    assertThatThrownBy(() -> index.select(List.of(new Matcher(Matcher.Type.MATCHES, "a", "(b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing closing )");
  }

  private static Labels labels(Random random) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("__name__", "m" + random.nextInt(3));
    for (String name : List.of("a", "b", "c")) {
      if (random.nextInt(3) > 0) {
        labels.put(name, random.nextInt(20) == 0 ? "v\n1" : "v" + random.nextInt(30));
      }
    }
    return Labels.of(labels);
  }

  private static Matcher matcher(Random random) {
    Matcher.Type type = TYPES.get(random.nextInt(TYPES.size()));
    String name = List.of("__name__", "a", "b", "c", "absent").get(random.nextInt(5));
    boolean literal = type == Matcher.Type.EQUAL || type == Matcher.Type.NOT_EQUAL;
    String value =
        literal
            ? List.of("v1", "m1", "", "v2").get(random.nextInt(4))
            : REGEXES[random.nextInt(REGEXES.length)];
    return new Matcher(type, name, value);
  }

  private int[] scan(List<Matcher> matchers) {
    return IntStream.range(0, series.size())
        .filter(id -> matchers.stream().allMatch(m -> accepts(m, series.get(id).get(m.name()))))
        .toArray();
  }

  private static boolean accepts(Matcher matcher, String value) {
    Pattern pattern = Pattern.compile(matcher.value(), Pattern.DOTALL);
    return switch (matcher.type()) {
      case EQUAL -> value.equals(matcher.value());
      case NOT_EQUAL -> !value.equals(matcher.value());
      case MATCHES -> pattern.matcher(value).matches();
      case NOT_MATCHES -> !pattern.matcher(value).matches();
    };
  }
}

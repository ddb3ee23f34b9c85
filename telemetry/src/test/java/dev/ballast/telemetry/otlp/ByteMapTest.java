// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteMapTest {

  @Test
  void agreesWithAHashMapOverRandomKeys() {
    long seed = 7;
    Random random = new Random(seed);
    ByteMap<Integer> map = new ByteMap<>();
    Map<String, Integer> model = new HashMap<>();
    byte[] bytes = new byte[64];
    for (int i = 0; i < 10_000; i++) {
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] &= 3; // few distinct short keys, so that hits are common
      }
      int from = random.nextInt(32);
      int to = from + random.nextInt(12);
      String key = Arrays.toString(Arrays.copyOfRange(bytes, from, to));
      assertThat(map.get(bytes, from, to)).as("seed %d", seed).isEqualTo(model.get(key));
      map.put(bytes, from, to, i);
      model.put(key, i);
      assertThat(map.get(bytes, from, to)).isEqualTo(i);
    }
  }
}

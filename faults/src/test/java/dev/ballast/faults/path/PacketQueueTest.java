// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PacketQueueTest {

  private static final int MANY = 200_000;
  private static final long MILLI = 1_000_000;

  /** Quantile of the normal distribution for 99 % on both sides. */
  private static final double Z = 2.576;

  private static byte[] packet(int number, int length) {
    byte[] packet = new byte[length];
    packet[0] = 0x45;
    packet[2] = (byte) (length >> 8);
    packet[3] = (byte) length;
    packet[18] = (byte) (number >> 8);
    packet[19] = (byte) number;
    return packet;
  }

  private static PacketQueue queue(Map<String, String> settings) {
    return new PacketQueue(Impairment.of(settings), new SplittableRandom(7), 1 << 20, 0);
  }

  private static double share(Map<String, String> settings, String what) {
    PacketQueue queue = queue(settings);
    for (int i = 0; i < MANY; i++) {
      queue.offer(packet(i, 40), i);
      for (Optional<byte[]> next = queue.poll(i); next.isPresent(); next = queue.poll(i)) {}
    }
    return queue.counted().getOrDefault(what, -1L) / (double) MANY;
  }

  @Test
  void sharesAreInsideOfTheInterval() {
    Map.of("loss", "lost", "duplicate", "doubled", "corrupt", "damaged")
        .forEach(
            (said, counted) -> {
              for (double percent : new double[] {0.1, 1, 25}) {
                double share = percent / 100;
                assertThat(share(Map.of(said + "_percent", String.valueOf(percent)), counted))
                    .as("%s %s %%, seed 7", said, percent)
                    .isCloseTo(share, within(Z * Math.sqrt(share * (1 - share) / MANY)));
              }
            });
    assertThat(share(Map.of("loss_percent", "100"), "lost")).isEqualTo(1);
    assertThat(share(Map.of(), "lost")).isZero();
  }

  @Test
  void aPacketWaitsItsTimeAndNoLonger() {
    PacketQueue queue = queue(Map.of("delay_ms", "2.5"));
    queue.offer(packet(1, 40), 1000);
    assertThat(queue.until(1000, Long.MAX_VALUE)).isEqualTo(2_500_000);
    assertThat(queue.poll(2_500_999)).isEmpty();
    assertThat(queue.until(2_501_000, Long.MAX_VALUE)).isZero();
    assertThat(queue.poll(2_501_000)).isPresent();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.until(2_501_000, 77)).as("nothing waits").isEqualTo(77);
  }

  @Test
  void jitterIsAroundTheDelay() {
    PacketQueue queue = queue(Map.of("delay_ms", "10", "jitter_ms", "4"));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      queue.offer(packet(i, 40), 0);
      waits.add(queue.until(0, Long.MAX_VALUE));
      var _ = queue.poll(Long.MAX_VALUE / 8);
    }
    assertThat(waits).allMatch(wait -> wait >= 6 * MILLI && wait <= 14 * MILLI);
    assertThat(waits.stream().mapToLong(Long::longValue).average().orElse(0))
        .isCloseTo(10 * MILLI, within(0.1 * MILLI));
  }

  @Test
  void thoseAheadOvertakeAndTheOthersKeepTheirOrder() {
    PacketQueue queue = queue(Map.of("delay_ms", "50", "reorder_percent", "30"));
    List<Integer> early = new ArrayList<>();
    List<Integer> late = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      queue.offer(packet(i, 40), 0);
    }
    take(queue, 0, early);
    take(queue, 50 * MILLI, late);
    assertThat(early).hasSizeBetween(250, 350).isSorted();
    assertThat(late).hasSize(1000 - early.size()).isSorted();
    assertThat(queue.counted()).containsEntry("ahead", (long) early.size());
  }

  private static void take(PacketQueue queue, long now, List<Integer> into) {
    for (Optional<byte[]> next = queue.poll(now); next.isPresent(); next = queue.poll(now)) {
      into.add(Ipv4.destination(next.get()));
    }
  }

  @Test
  void aLineOfARateTakesItsTimeForEachByte() {
    PacketQueue queue = queue(Map.of("kb_per_second", "100", "delay_ms", "5"));
    for (int i = 0; i < 10; i++) {
      queue.offer(packet(i, 1000), 0); // 10 ms each
    }
    List<Integer> out = new ArrayList<>();
    take(queue, 64 * MILLI, out);
    assertThat(out).hasSize(5);
    take(queue, 105 * MILLI, out);
    assertThat(out).hasSize(10).isSorted();
    queue.offer(packet(0, 1000), 500 * MILLI);
    assertThat(queue.until(500 * MILLI, Long.MAX_VALUE)).as("idle since").isEqualTo(15 * MILLI);
  }

  @Test
  void oneBitBehindTheHeaderIsWrong() {
    PacketQueue queue = queue(Map.of("corrupt_percent", "100"));
    for (int i = 0; i < 1000; i++) {
      byte[] sent = packet(i, 40);
      queue.offer(sent.clone(), 0);
      byte[] came = queue.poll(0).orElseThrow();
      int bits = 0;
      for (int at = 0; at < sent.length; at++) {
        int wrong = Integer.bitCount((sent[at] ^ came[at]) & 0xff);
        assertThat(wrong == 0 || at >= 20).isTrue();
        bits += wrong;
      }
      assertThat(bits).isEqualTo(1);
    }
    queue.offer(packet(1, 20), 0);
    assertThat(queue.poll(0)).as("nothing behind the header").isPresent();
  }

  @Test
  void whatIsTooMuchIsLostAndWhatIsCalmGoesAtOnceInOrder() {
    PacketQueue queue = queue(Map.of("delay_ms", "60000", "loss_percent", "0"));
    for (int i = 0; i < 30; i++) {
      queue.offer(packet(i, 40_000), 0);
    }
    assertThat(queue.counted()).containsEntry("crowded", 4L).containsEntry("waiting", 1_040_000L);
    queue.calm();
    queue.calm();
    List<Integer> out = new ArrayList<>();
    assertThat(queue.until(1, 99)).isZero();
    take(queue, 1, out);
    assertThat(out).hasSize(26).isSorted();
    queue.offer(packet(0, 40), 2);
    assertThat(queue.poll(2)).isPresent();
  }

  @Test
  void onlyWholePacketsOfIpv4AreRead() {
    assertThat(Ipv4.isOne(packet(1, 40))).isTrue();
    assertThat(Ipv4.isOne(new byte[0])).isFalse();
    assertThat(Ipv4.isOne(new byte[40])).isFalse();
    byte[] six = packet(1, 40);
    six[0] = 0x60;
    assertThat(Ipv4.isOne(six)).isFalse();
    byte[] longer = packet(1, 40);
    longer[3] = 60;
    assertThat(Ipv4.isOne(longer)).isFalse();
    byte[] header = packet(1, 40);
    header[0] = 0x4f;
    assertThat(Ipv4.isOne(header)).as("a header of 60 bytes").isFalse();
    byte[] to = packet(0, 40);
    to[16] = (byte) 192;
    to[17] = (byte) 168;
    assertThat(Ipv4.destination(to)).isEqualTo(0xC0A8_0000);
  }
}

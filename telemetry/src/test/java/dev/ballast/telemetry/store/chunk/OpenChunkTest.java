// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.SampleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class OpenChunkTest {

  private static final double[] ODD = {
    0.0,
    -0.0,
    Double.NaN,
    Double.longBitsToDouble(0x7ff8000000000001L),
    SampleBuffer.STALE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    9_007_199_254_740_991.0,
    9_007_199_254_740_994.0,
    1e300,
    -1e-300,
    0.1 + 0.2,
    0.3,
    1e9,
    123.45,
    -7
  };

  private record Sample(long time, long bits) {}

  @Test
  void returnsEveryBitOfEveryKindOfSeries() {
    for (long seed = 1; seed <= 400; seed++) {
      Random random = new Random(seed);
      List<Sample> samples = samples(random);
      OpenChunk chunk = chunk(samples);
      assertThat(read(chunk, Long.MIN_VALUE, Long.MAX_VALUE))
          .as("seed %d", seed)
          .isEqualTo(samples);
      assertThat(read(chunk.toBytes(), Long.MIN_VALUE, Long.MAX_VALUE))
          .as("seed %d", seed)
          .isEqualTo(samples);
      assertThat(ChunkReader.end(chunk.toBytes())).isEqualTo(samples.getLast().time());
      assertThat(ChunkReader.start(chunk.toBytes())).isEqualTo(samples.getFirst().time());
      assertThat(ChunkReader.count(chunk.toBytes())).isEqualTo(samples.size());
      assertThat(chunk.lastBits()).isEqualTo(samples.getLast().bits());
    }
  }

  @Test
  void readsOnlyTheRangeAskedFor() {
    for (long seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      List<Sample> samples = samples(random);
      long min = samples.get(random.nextInt(samples.size())).time();
      long max = samples.get(random.nextInt(samples.size())).time();
      List<Sample> expected =
          samples.stream().filter(s -> s.time() >= min && s.time() <= max).toList();
      assertThat(read(chunk(samples), min, max)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void survivesTimesAtTheEndsOfTheRange() {
    List<Sample> samples =
        List.of(
            new Sample(Long.MIN_VALUE / 2, 1), new Sample(0, 2), new Sample(Long.MAX_VALUE / 2, 3));
    assertThat(read(chunk(samples), Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(samples);
  }

  @Test
  void takesOneBitForAnUnchangedSampleOnSchedule() {
    OpenChunk chunk = new OpenChunk(0, 1.5, 0);
    chunk.add(15_000, 1.5);
    int before = chunk.toBytes().length;
    for (int i = 2; i < 82; i++) {
      chunk.add(i * 15_000L, 1.5);
    }
    assertThat(chunk.toBytes().length - before).isLessThanOrEqualTo(13);
  }

  @Test
  void keepsWhatAReaderSawWhileTheChunkGrows() throws InterruptedException {
    List<Sample> samples = samples(new Random(7), OpenChunk.MAX_SAMPLES);
    for (int round = 0; round < 200; round++) {
      OpenChunk chunk = new OpenChunk(samples.getFirst().time(), value(samples.getFirst()), 0);
      Thread writer =
          Thread.ofPlatform()
              .start(() -> samples.subList(1, 120).forEach(s -> chunk.add(s.time(), value(s))));
      List<Sample> seen;
      do {
        seen = read(chunk, Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(seen).isEqualTo(samples.subList(0, seen.size()));
      } while (seen.size() < 120);
      writer.join();
    }
  }

  private static double value(Sample sample) {
    return Double.longBitsToDouble(sample.bits());
  }

  private static List<Sample> samples(Random random) {
    return samples(random, 1 + random.nextInt(OpenChunk.MAX_SAMPLES));
  }

  private static List<Sample> samples(Random random, int size) {
    LongSupplier step =
        switch (random.nextInt(4)) {
          case 0 -> () -> 15_000;
          case 1 -> () -> 15_000 + random.nextInt(200);
          case 2 -> () -> 1 + random.nextLong(1L << random.nextInt(45));
          default -> () -> random.nextInt(10) == 0 ? 3_600_000 : 1_000;
        };
    DoubleSupplier value = values(random);
    List<Sample> samples = new ArrayList<>();
    long time = random.nextBoolean() ? 1_700_000_000_000L : random.nextInt() * 1000L;
    for (int i = 0; i < size; i++) {
      samples.add(new Sample(time, Double.doubleToRawLongBits(value.getAsDouble())));
      time += step.getAsLong();
    }
    return samples;
  }

  private static DoubleSupplier values(Random random) {
    double[] last = {random.nextInt(1000)};
    return switch (random.nextInt(7)) {
      case 0 -> () -> last[0] += random.nextInt(100);
      case 1 -> () -> Math.round((last[0] += random.nextGaussian()) * 100) / 100.0;
      case 2 -> () -> random.nextInt(10) == 0 ? last[0]++ : last[0];
      case 3 -> random::nextDouble;
      case 4 -> () -> ODD[random.nextInt(ODD.length)];
      case 5 -> () -> Double.longBitsToDouble(random.nextLong());
      default ->
          () ->
              random.nextInt(5) == 0
                  ? ODD[random.nextInt(ODD.length)]
                  : Math.round(random.nextDouble() * 1e6) / Math.pow(10, random.nextInt(8));
    };
  }

  private static OpenChunk chunk(List<Sample> samples) {
    OpenChunk chunk = new OpenChunk(samples.getFirst().time(), value(samples.getFirst()), 0);
    samples.stream().skip(1).forEach(s -> chunk.add(s.time(), value(s)));
    return chunk;
  }

  private static List<Sample> read(OpenChunk chunk, long min, long max) {
    SampleBuffer buffer = new SampleBuffer();
    chunk.read(min, max, buffer);
    return list(buffer);
  }

  private static List<Sample> read(byte[] chunk, long min, long max) {
    SampleBuffer buffer = new SampleBuffer();
    ChunkReader.of(chunk).read(min, max, buffer);
    return list(buffer);
  }

  private static List<Sample> list(SampleBuffer buffer) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < buffer.size(); i++) {
      samples.add(new Sample(buffer.time(i), Double.doubleToRawLongBits(buffer.value(i))));
    }
    return samples;
  }
}

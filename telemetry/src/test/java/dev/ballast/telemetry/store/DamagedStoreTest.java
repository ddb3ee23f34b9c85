// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static dev.ballast.telemetry.store.Scene.T;
import static dev.ballast.telemetry.store.Scene.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.store.Scene.Point;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedStoreTest {

  private static final int SERIES = 200;
  private static final int SAMPLES = 600;

  @TempDir Path directory;

  @Test
  void servesTheRestOfADamagedBlockAndSetsItAside() throws IOException {
    Map<Labels, List<Point>> before = fill(directory);
    damageLargestTable(directory, 0.5);
    try (Scene scene = new Scene(directory)) {
      assertMostIsServed(before, scene);
      assertThat(scene.store.damage()).anyMatch(damage -> damage.kind() == Damage.Kind.BLOCK);
      assertThat(scene.store.stats(1).damaged()).isPositive();
      Map<Labels, List<Point>> served = read(scene);
      scene.restart();
      assertThat(directory.resolve("set-aside")).isNotEmptyDirectory();
      assertThat(read(scene)).isEqualTo(served);
      scene.append(metric("new"), T, 1);
      scene.restart();
      assertThat(scene.store.damage()).isEmpty();
      assertThat(read(scene)).isEqualTo(served);
      assertThat(scene.all("new")).hasSize(1);
    }
  }

  @Test
  void opensWithoutATableThatCannotBeRead() throws IOException {
    fill(directory);
    Path table = largestTable(directory);
    try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    try (Scene scene = new Scene(directory)) {
      assertThat(scene.store.damage()).isNotEmpty();
      assertThat(directory.resolve("set-aside").resolve(table.getFileName())).exists();
      assertThat(scene.append(metric("new"), T, 1).accepted()).isEqualTo(1);
      scene.restart();
      assertThat(scene.store.damage()).isEmpty();
      assertThat(scene.all("new")).hasSize(1);
    }
  }

  @Test
  void takesATableThatAKilledProcessHadNotFinishedForNoDamage() throws IOException {
    Map<Labels, List<Point>> before = fill(directory);
    Path table = largestTable(directory);
    for (long length : new long[] {0, Files.size(table) / 2}) {
      Path unfinished = table.resolveSibling("000999.sst");
      Files.copy(table, unfinished);
      try (RandomAccessFile file = new RandomAccessFile(unfinished.toFile(), "rw")) {
        file.setLength(length);
      }
      try (Scene scene = new Scene(directory)) {
        assertThat(scene.store.damage()).isEmpty();
        assertThat(read(scene)).isEqualTo(before);
      }
      assertThat(unfinished).doesNotExist();
      assertThat(directory.resolve("set-aside")).doesNotExist();
    }
  }

  @Test
  void tellsDamageFromAnUnfinishedTableBesideIt() throws IOException {
    Map<Labels, List<Point>> before = fill(directory);
    Path table = largestTable(directory);
    Files.writeString(table.resolveSibling("000999.sst"), "half a table");
    damageLargestTable(directory, 0.5);
    try (Scene scene = new Scene(directory)) {
      assertMostIsServed(before, scene);
      scene.restart();
      assertThat(scene.store.damage()).noneMatch(damage -> damage.where().contains("000999"));
      assertThat(directory.resolve("set-aside").resolve(table.getFileName())).exists();
      assertThat(directory.resolve("set-aside").resolve("000999.sst")).doesNotExist();
    }
  }

  @Test
  void rebuildsTheListOfTablesWhenItIsLost() throws IOException {
    Map<Labels, List<Point>> before = fill(directory);
    for (String lost : List.of("CURRENT", "MANIFEST")) {
      for (Path file : Folders.files(directory.resolve("blocks"), "")) {
        if (String.valueOf(file.getFileName()).startsWith(lost)) {
          Files.delete(file);
        }
      }
      try (Scene scene = new Scene(directory)) {
        assertThat(read(scene)).isEqualTo(before);
      }
    }
  }

  @Test
  void reportsEveryChunkWhoseChecksumIsWrong() {
    byte[] key = ChunkKeys.key(7, T);
    dev.ballast.telemetry.store.chunk.OpenChunk chunk =
        new dev.ballast.telemetry.store.chunk.OpenChunk(T, 1, 0);
    chunk.add(T + 1, 2);
    byte[] value = ChunkKeys.value(chunk.toBytes());
    assertThat(ChunkKeys.chunk(key, value)).isEqualTo(chunk.toBytes());
    for (int i = 0; i < value.length; i++) {
      byte[] damaged = value.clone();
      damaged[i] ^= 1;
      assertThat(ChunkKeys.chunk(key, damaged)).isNull();
    }
  }

  @Test
  void opensWhereverTheLogIsCutAndKeepsAllBefore() throws IOException {
    long seed = 20;
    Random random = new Random(seed);
    Path original = directory.resolve("original");
    List<Long> ends = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    try (Scene scene = new Scene(original)) {
      for (int i = 0; i < 40; i++) {
        scene.append(metric("up"), T + i, i);
        points.add(new Point(T + i, i));
        ends.add(Files.size(log(original)));
      }
      for (int round = 0; round < 12; round++) {
        Path copy = directory.resolve("copy" + round);
        Folders.copy(original, copy);
        long cut = random.nextLong(ends.getLast() + 1);
        try (RandomAccessFile file = new RandomAccessFile(log(copy).toFile(), "rw")) {
          file.setLength(cut);
        }
        int whole = (int) ends.stream().filter(end -> end <= cut).count();
        try (Scene crashed = new Scene(copy)) {
          assertThat(crashed.all("up"))
              .as("seed %d, cut at %d", seed, cut)
              .isEqualTo(points.subList(0, whole));
          assertThat(crashed.store.damage()).isEmpty();
        }
      }
    }
  }

  @Test
  void stepsOverADamagedFrameOfTheLog() throws IOException {
    Path copy = directory.resolve("copy");
    try (Scene scene = new Scene(directory.resolve("original"))) {
      scene.append(metric("up"), T, 0);
      long second = Files.size(log(scene.directory));
      scene.append(metric("up"), T + 1, 1);
      scene.append(metric("up"), T + 2, 2);
      Folders.copy(scene.directory, copy);
      flip(log(copy), second + 14);
    }
    try (Scene scene = new Scene(copy)) {
      assertThat(scene.all("up")).containsExactly(new Point(T, 0), new Point(T + 2, 2));
      assertThat(scene.store.damage()).anyMatch(damage -> damage.kind() == Damage.Kind.LOG);
    }
  }

  private static Map<Labels, List<Point>> fill(Path directory) {
    try (Scene scene = new Scene(directory)) {
      Random random = new Random(5);
      for (int i = 0; i < SAMPLES; i++) {
        SampleBatch batch = new SampleBatch(SERIES);
        for (int s = 0; s < SERIES; s++) {
          long time = T - (SAMPLES - i) * 60_000L;
          batch.add(metric("m", "series", "s" + s), time, random.nextDouble());
        }
        scene.store.append(batch);
      }
      return read(scene);
    }
  }

  private static Map<Labels, List<Point>> read(Scene scene) {
    return scene.points("m", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static int count(Map<Labels, List<Point>> all) {
    return all.values().stream().mapToInt(List::size).sum();
  }

  private static void assertMostIsServed(Map<Labels, List<Point>> before, Scene scene) {
    Map<Labels, List<Point>> now = read(scene);
    int lost = 0;
    for (Map.Entry<Labels, List<Point>> series : before.entrySet()) {
      List<Point> left = now.getOrDefault(series.getKey(), List.of());
      assertThat(series.getValue().containsAll(left)).isTrue();
      lost += series.getValue().size() - left.size();
    }
    assertThat(lost).isBetween(1, count(before) / 10);
  }

  private static void damageLargestTable(Path directory, double where) throws IOException {
    Path table = largestTable(directory);
    flip(table, (long) (Files.size(table) * where));
  }

  private static Path largestTable(Path directory) {
    return Folders.files(directory.resolve("blocks"), ".sst").stream()
        .max(Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow();
  }

  private static Path log(Path directory) {
    return Folders.files(directory.resolve("log"), ".log").getLast();
  }

  private static void flip(Path path, long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      int old = file.read();
      file.seek(at);
      file.write(old ^ 0x40);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.store.Damage.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the blocks, and rebuilds them without their damaged parts when they cannot be opened, or
 * when damage was met in the run before. Damaged files are kept in the folder {@code set-aside}.
 *
 * <p>Every table file is read on its own, so a lost manifest does no harm either. Deleted data may
 * come back that way; it is beyond retention and goes again. Of two versions of a chunk the longer
 * one wins, as chunks only grow.
 *
 * <p>A table that cannot be read and that the manifest does not name is no damage: a process was
 * killed while it wrote it, and what it would have held is still in the commit log or in the tables
 * that it was made of.
 */
final class Salvage {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  /** Greater than any key. */
  private static final byte[] END = new byte[80];

  static {
    Arrays.fill(END, (byte) 0xff);
  }

  private final Path blocks;
  private final Path source;
  private final Path fresh;
  private final Path aside;
  private final Path mark;
  private final DamageBook damage;

  private Salvage(Path directory, DamageBook damage) {
    this.blocks = directory.resolve("blocks");
    this.source = directory.resolve("blocks.damaged");
    this.fresh = directory.resolve("blocks.new");
    this.aside = directory.resolve("set-aside");
    this.mark = directory.resolve("blocks.verify");
    this.damage = damage;
  }

  static Blocks open(Path directory, DamageBook damage) throws IOException {
    return new Salvage(directory, damage).open();
  }

  private Blocks open() throws IOException {
    Files.createDirectories(blocks.getParent());
    try {
      if (Files.exists(source) && Files.exists(blocks)) {
        delete(source);
      }
      boolean needed =
          Files.exists(source)
              || isHeadless()
              || !damaged(blocks, failing(blocks, Files.exists(mark))).isEmpty();
      return needed ? salvaged() : opened();
    } catch (RocksDBException e) {
      throw Blocks.failure("open", e);
    }
  }

  /** RocksDB takes a folder without this file for an empty one, and clears it. */
  private boolean isHeadless() throws IOException {
    return !tables(blocks).isEmpty() && !Files.exists(blocks.resolve("CURRENT"));
  }

  private Blocks opened() throws IOException, RocksDBException {
    Blocks open;
    try {
      open = Blocks.open(blocks, damage);
    } catch (RocksDBException e) {
      if (!DamagedBlocks.isLoss(e)) {
        throw e;
      }
      damage.add(
          Kind.BLOCK, DamagedBlocks.where(e), "the list of tables; they are read one by one");
      return salvaged();
    }
    Files.deleteIfExists(mark);
    damage.onFirst(this::markForVerification);
    return open;
  }

  private Blocks salvaged() throws IOException, RocksDBException {
    LOG.atWarn()
        .addKeyValue("event", "telemetry.store.salvage")
        .addKeyValue("directory", blocks)
        .log("rebuilding the blocks without their damaged parts");
    if (!Files.exists(source)) {
      Files.move(blocks, source, StandardCopyOption.ATOMIC_MOVE);
    }
    delete(fresh);
    List<Path> failing = failing(source, true);
    List<Path> damaged = damaged(source, failing);
    try (Blocks target = Blocks.open(fresh, damage)) {
      for (Path table : tables(source)) {
        if (damaged.contains(table) || !failing.contains(table)) {
          copy(table, target);
        }
      }
      target.flush();
    }
    Files.createDirectories(aside);
    for (Path table : damaged) {
      Files.move(table, aside.resolve(table.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, blocks, StandardCopyOption.ATOMIC_MOVE);
    delete(source);
    Files.deleteIfExists(mark);
    return Blocks.open(blocks, damage);
  }

  /** What cannot be read, or, when thorough, holds a block that fails its checksum. */
  private static List<Path> failing(Path folder, boolean thorough) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Options options = new Options()) {
      for (Path table : tables(folder)) {
        try (SstFileReader reader = new SstFileReader(options)) {
          reader.open(table.toString());
          if (thorough) {
            reader.verifyChecksum();
          }
        } catch (RocksDBException e) {
          found.add(table);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Those of the failing tables that were once finished; all of them when nothing can tell. */
  private static List<Path> damaged(Path folder, List<Path> failing) {
    if (failing.isEmpty()) {
      return failing;
    }
    Optional<Set<String>> listed = Blocks.listed(folder);
    return failing.stream()
        .filter(table -> listed.isEmpty() || listed.get().contains(table.toFile().getName()))
        .toList();
  }

  private void copy(Path table, Blocks target) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(table.toString());
      Optional<Family> family = Family.of(reader.getTableProperties().getColumnFamilyName());
      if (family.isPresent()) {
        copy(table, reader, family.get(), target);
      }
    } catch (RocksDBException e) {
      damage.add(Kind.BLOCK, String.valueOf(table.getFileName()), "the whole table");
    }
  }

  private void copy(Path table, SstFileReader reader, Family family, Blocks target) {
    byte[] at = new byte[0];
    while (at != null) {
      try (ReadOptions options = new ReadOptions();
          SstFileReaderIterator iterator = reader.newIterator(options);
          Batch batch = target.batch()) {
        iterator.seek(at);
        while (iterator.isValid()) {
          at = iterator.key();
          put(batch, family, at, iterator.value(), target);
          iterator.next();
        }
        target.write(batch);
        try {
          iterator.status();
          at = null;
        } catch (RocksDBException e) {
          String where = table.getFileName() + " after " + Hours.hex(at);
          damage.add(Kind.BLOCK, where, "a part of the " + family.name());
          at = DamagedBlocks.resume(() -> reader.newIterator(options), at, END);
        }
      }
    }
  }

  private static void put(Batch batch, Family family, byte[] key, byte[] value, Blocks target) {
    if (family == Family.CHUNKS) {
      byte[] there = target.get(family, key);
      if (there != null && ChunkKeys.count(there) >= ChunkKeys.count(value)) {
        return;
      }
    }
    batch.put(family, key, value);
    if (batch.changes().getDataSize() > 1 << 20) {
      target.write(batch);
      batch.changes().clear();
    }
  }

  /** In the order in which they were written. */
  private static List<Path> tables(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sst")).sorted().toList();
    }
  }

  private void markForVerification() {
    try {
      Files.writeString(mark, "damage was found: verify everything at the next start\n");
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("event", "telemetry.store.mark_failed").log(e.getMessage());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

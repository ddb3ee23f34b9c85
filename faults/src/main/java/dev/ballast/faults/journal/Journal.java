// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.journal;

import dev.ballast.faults.undo.Undo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was about to be done, synced to disk before it was done. A line per step; a fault that was
 * armed and never ended is an orphan that the next start heals. What cannot be written is not done.
 */
public final class Journal implements AutoCloseable {

  private static final String FILE = "faults.journal";
  private static final long MOST = 64L << 20;

  private final FileChannel lock;
  private final FileChannel file;
  private long end;

  /**
   * One line.
   *
   * @param step {@code armed} or {@code ended}
   * @param undo what heals it
   */
  public record Entry(
      String step,
      String id,
      String kind,
      String driver,
      String target,
      Map<String, String> parameters,
      List<Undo> undo) {

    public Entry {
      parameters = Map.copyOf(parameters);
      undo = List.copyOf(undo);
    }

    Entry ended() {
      return new Entry("ended", id, kind, driver, target, Map.of(), List.of());
    }
  }

  Journal(FileChannel lock, FileChannel file) throws IOException {
    this.lock = lock;
    this.file = file;
    this.end = file.size();
  }

  /** What was found, and where the next steps go. */
  public record Opened(Journal journal, List<Entry> orphans) {
    public Opened {
      orphans = List.copyOf(orphans);
    }
  }

  /**
   * Reads what is there and writes it anew without what has ended.
   *
   * @throws IOException also when another agent has this folder
   */
  public static Opened open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(lock)) {
      lock.close();
      throw new IOException(folder + ": another agent is using it (expected: a folder for each)");
    }
    try {
      Path path = folder.resolve(FILE);
      List<Entry> orphans = Files.exists(path) ? orphans(path) : List.of();
      Path fresh = folder.resolve(FILE + ".new");
      try (FileChannel out =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        for (Entry orphan : orphans) {
          write(out, line(orphan));
        }
        out.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
      FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
      return new Opened(new Journal(lock, file), orphans);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static List<Entry> orphans(Path path) throws IOException {
    Map<String, Entry> open = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(path, StandardCharsets.UTF_8));
    for (int i = 0; i < lines.size(); i++) {
      try {
        Entry entry = JsonMapper.shared().readValue(lines.get(i), Entry.class);
        if (entry.step().equals("ended")) {
          open.remove(entry.id());
        } else {
          open.put(entry.id(), entry);
        }
      } catch (JacksonException e) {
        if (i < lines.size() - 1) { // A torn last line was never acted upon.
          throw new IOException(
              path + ":" + (i + 1) + ": cannot be read. Fix: heal by hand, then move it away", e);
        }
      }
    }
    return List.copyOf(open.values());
  }

  /** Durable when it returns; nothing must be done when it throws. */
  public synchronized void armed(Entry entry) throws IOException {
    append(entry);
  }

  public synchronized void ended(Entry entry) throws IOException {
    append(entry.ended());
  }

  private void append(Entry entry) throws IOException {
    byte[] line = line(entry);
    if (end + line.length > MOST) {
      throw new IOException("the journal is full (expected: 64 MiB at most). Fix: restart it");
    }
    try {
      file.position(end);
      write(file, line);
      file.force(true);
      end += line.length;
    } catch (IOException e) {
      try {
        file.truncate(end); // What was torn must not stand before what comes next.
      } catch (IOException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }

  private static byte[] line(Entry entry) {
    return (JsonMapper.shared().writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void write(FileChannel out, byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    while (buffer.hasRemaining()) {
      int written = out.write(buffer);
      if (written < 0) {
        throw new IOException("nothing can be written");
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
    lock.close();
  }
}

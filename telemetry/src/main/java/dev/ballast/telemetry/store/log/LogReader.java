// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the segments of a log after a stop or a crash. A tail that a crash tore is cut off; a frame
 * damaged in the middle is stepped over and reported.
 */
public final class LogReader {

  private static final String SUFFIX = ".log";
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Takes what is found, in the order of writing. */
  public interface Visitor {

    /** A whole frame; the array is the visitor's. */
    void frame(byte[] payload);

    /** Bytes that belong to no whole frame but have whole frames after them. */
    void damaged(Path file, long offset, long length);

    /** The end of the log was torn by a crash and is cut off: it was never acknowledged. */
    void tailCut(Path file, long offset, long length);
  }

  private final Visitor visitor;

  private LogReader(Visitor visitor) {
    this.visitor = visitor;
  }

  /** The number that the next segment must have. */
  public static long next(Path directory) throws IOException {
    List<Path> files = Files.isDirectory(directory) ? segments(directory) : List.of();
    return files.isEmpty() ? 1 : number(files.getLast()) + 1;
  }

  /** Reads the segments before {@code next}. */
  public static void replay(Path directory, long next, Visitor visitor) throws IOException {
    LogReader reader = new LogReader(visitor);
    List<Path> files = segments(directory).stream().filter(f -> number(f) < next).toList();
    for (int i = 0; i < files.size(); i++) {
      reader.read(files.get(i), i == files.size() - 1);
    }
  }

  /** The files of a log's directory in the order of writing. */
  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  static long number(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  static Path file(Path directory, long number) {
    return directory.resolve(String.format("%012d", number) + SUFFIX);
  }

  private void read(Path file, boolean last) throws IOException {
    long whole;
    long size;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      size = channel.size();
      whole = scan(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
    }
    if (whole == size) {
      return;
    }
    if (!last) {
      visitor.damaged(file, whole, size - whole);
      return;
    }
    visitor.tailCut(file, whole, size - whole);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.force(true);
    }
  }

  /** Returns where the last whole frame ends. */
  private long scan(Path file, MemorySegment bytes) {
    if (bytes.byteSize() < Frames.SEGMENT_HEADER) {
      return 0;
    }
    if (bytes.get(LONG, 0) != Frames.SEGMENT_MAGIC) {
      visitor.damaged(file, 0, Frames.SEGMENT_HEADER);
    }
    long end = Frames.SEGMENT_HEADER;
    while (end < bytes.byteSize()) {
      long at = nextFrame(bytes, end);
      if (at < 0) {
        return end;
      }
      if (at > end) {
        visitor.damaged(file, end, at - end);
      }
      ByteBuffer payload = payload(bytes, at);
      byte[] copy = new byte[payload.remaining()];
      payload.get(copy);
      visitor.frame(copy);
      end = at + Frames.FRAME_HEADER + copy.length;
    }
    return end;
  }

  private static long nextFrame(MemorySegment bytes, long from) {
    for (long at = from; at <= bytes.byteSize() - Frames.FRAME_HEADER; at++) {
      if (bytes.get(INT, at) == Frames.FRAME_MAGIC && whole(bytes, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean whole(MemorySegment bytes, long at) {
    int length = bytes.get(INT, at + 4);
    return length >= 0
        && length <= bytes.byteSize() - at - Frames.FRAME_HEADER
        && Frames.crc(payload(bytes, at)) == bytes.get(INT, at + 8);
  }

  private static ByteBuffer payload(MemorySegment bytes, long at) {
    return bytes.asSlice(at + Frames.FRAME_HEADER, bytes.get(INT, at + 4)).asByteBuffer();
  }

  /** Of all segments. */
  public static long bytes(Path directory) throws IOException {
    long sum = 0;
    for (Path file : segments(directory)) {
      sum += Files.size(file);
    }
    return sum;
  }
}

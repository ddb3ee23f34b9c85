// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes down what was asked and what became of it, a line for each request in the format of {@code
 * ballast check}: acknowledged, refused, or nobody knows. A thread of its own writes, so that a
 * slow disk does not delay the load; what it cannot take is counted.
 */
final class AcknowledgedWrites implements AutoCloseable {

  private static final int LINES = 100_000;
  private static final String END = "";

  private final Path file;
  private final Template key;
  private final long epochMicros;
  private final BufferedWriter out;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer = new Thread(this::write, "load-record");

  /**
   * @param epochMicros when the load began, microseconds since 1970
   */
  AcknowledgedWrites(Path file, Template key, long epochMicros) throws IOException {
    this.file = file;
    this.key = key;
    this.epochMicros = epochMicros;
    this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    writer.setDaemon(true);
    writer.start();
  }

  void answered(Shot shot, int status, long now) {
    if (status < 400) {
      line(shot, now, "true");
    } else if (status < 500) {
      line(shot, now, "false");
    } else {
      line(shot, -1, "null");
    }
  }

  void failed(Shot shot, Failure failure, long now) {
    switch (failure) {
      case CONNECT -> line(shot, now, "false");
      case RESET, TIMEOUT, PROTOCOL -> line(shot, -1, "null");
      case UNSENT_QUEUE, UNSENT_LATE, UNSENT_STOPPED -> {} // never asked: no operation
    }
  }

  long lost() {
    return lost.get();
  }

  private void line(Shot shot, long end, String ok) {
    long start = shot.sent < 0 ? shot.intended : shot.sent;
    StringBuilder text = new StringBuilder(128);
    text.append("{\"process\":").append(shot.process).append(",\"key\":");
    quoted(text, key.text(shot.number));
    text.append(",\"op\":\"write\",\"value\":").append(shot.number);
    text.append(",\"start\":").append(epochMicros + start / 1_000);
    if (end >= 0) {
      text.append(",\"end\":").append(epochMicros + end / 1_000);
    }
    text.append(",\"ok\":").append(ok);
    if (!lines.offer(text.append('}').toString())) {
      lost.incrementAndGet();
    }
  }

  private static void quoted(StringBuilder text, String raw) {
    text.append('"');
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private void write() {
    boolean broken = false;
    while (true) {
      String line;
      try {
        line = lines.take();
      } catch (InterruptedException e) {
        return;
      }
      if (line.isEmpty()) {
        return;
      }
      try {
        if (!broken) {
          out.write(line);
          out.write('\n');
        }
      } catch (IOException e) {
        broken = true;
      }
      if (broken) {
        lost.incrementAndGet();
      }
    }
  }

  /** Writes what is left. A disk that fails now makes everything of the last buffer uncertain. */
  @Override
  public void close() {
    try {
      lines.put(END);
      writer.join();
      out.close();
    } catch (IOException e) {
      lost.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}

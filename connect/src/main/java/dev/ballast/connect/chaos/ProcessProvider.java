// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.control.chaos.experiment.Answer;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs of experiments, with an end to their time and to what they print. */
final class ProcessProvider {

  private static final int MOST_BYTES = 64 << 10;

  private ProcessProvider() {}

  static Answer call(Provider.Program wanted) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command(wanted))
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
    } catch (IOException e) {
      return Answer.failed("cannot run " + wanted.path() + ": " + e.getMessage());
    }
    Reader out = new Reader(process.getInputStream());
    Reader err = new Reader(process.getErrorStream());
    try {
      if (!process.waitFor(wanted.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return Answer.failed(
            wanted.path() + " took longer than " + wanted.timeout().toMillis() / 1e3 + " s");
      }
      Map<String, Tree> all = new LinkedHashMap<>();
      all.put("status", new Tree.Plain(Integer.toString(process.exitValue())));
      all.put("stdout", new Tree.Text(out.text()));
      all.put("stderr", new Tree.Text(err.text()));
      return Answer.of(new Tree.Fields(all));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** A text goes to the shell, as Chaos Toolkit has it; a list or a map does not. */
  private static List<String> command(Provider.Program wanted) {
    List<String> command = new ArrayList<>();
    switch (wanted.arguments()) {
      case Tree.Text(String text) ->
          command.addAll(List.of("/bin/sh", "-c", quoted(wanted.path()) + " " + text));
      case Tree.Plain(String word) -> command.addAll(List.of(wanted.path(), word));
      case Tree.Items(var items) -> {
        command.add(wanted.path());
        items.forEach(item -> add(command, item));
      }
      case Tree.Fields(var entries) -> {
        command.add(wanted.path());
        entries.forEach(
            (key, value) -> {
              command.add(key);
              add(command, value);
            });
      }
    }
    return command;
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }

  private static void add(List<String> command, Tree value) {
    String text = value instanceof Tree.Text(String t) ? t : value.json();
    if (!text.isEmpty() && !text.equals("null")) {
      command.add(text);
    }
  }

  /** Reads to the end and keeps the beginning. */
  private static final class Reader {
    private final StringBuilder kept = new StringBuilder();
    private final Thread thread;

    Reader(InputStream in) {
      thread = Thread.ofVirtual().start(() -> read(in));
    }

    private void read(InputStream in) {
      try (in) {
        byte[] first = in.readNBytes(MOST_BYTES);
        kept.append(new String(first, StandardCharsets.UTF_8));
        if (first.length == MOST_BYTES && in.skip(Long.MAX_VALUE) > 0) {
          kept.append("\n(cut off after ").append(MOST_BYTES).append(" bytes)");
        }
      } catch (IOException e) {
        kept.append("\n(").append(e.getMessage()).append(')');
      }
    }

    /** What was read; a grandchild that holds the pipe open is not waited for. */
    String text() throws InterruptedException {
      if (!thread.join(java.time.Duration.ofSeconds(2))) {
        return "(something still holds the output open)";
      }
      return kept.toString();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where a command meets its user. Standard output carries the answer only; progress and problems go
 * to the error stream.
 *
 * @param outIsTerminal whether a person reads the output, as the launcher found it
 * @param errIsTerminal the same for the error stream: spinners only then
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    InstantSource clock) {

  /** Columns of everything that is laid out for people. */
  public static final int WIDTH = 100;

  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** The process's own streams; the only place that reads its environment. */
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        Boolean.getBoolean("ballast.tty.out"),
        Boolean.getBoolean("ballast.tty.err"),
        System.getenv(),
        InstantSource.system());
  }

  /** The variable, or the fallback when it is unset or empty. */
  public String variable(String name, String fallback) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? fallback : value;
  }

  /** How to dress text on the output: only for people, and never against NO_COLOR. */
  public Style style() {
    return style(outIsTerminal);
  }

  public Style errorStyle() {
    return style(errIsTerminal);
  }

  /** The same, with nothing that moves on the error stream. */
  public Terminal withoutErrorTerminal() {
    return new Terminal(in, out, err, outIsTerminal, false, environment, clock);
  }

  public void progress(String line) {
    err.println(line);
    err.flush();
  }

  private Style style(boolean terminal) {
    boolean wanted =
        terminal && variable("NO_COLOR", "").isEmpty() && !variable("TERM", "dumb").equals("dumb");
    return wanted ? Style.COLOURED : Style.PLAIN;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new Output(new FileOutputStream(descriptor));
  }
}

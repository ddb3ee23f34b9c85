// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts children in a session of their own, so that a terminal's Ctrl-C reaches only us.
 *
 * <p>All forks happen on one thread that lives as long as this process: the kernel's parent death
 * signal is bound to the forking thread, not to the process.
 */
public final class Launcher {

  private static final ExecutorService FORKS =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("forks").factory());

  private final List<String> ownSession = found("setsid");
  private final List<String> interruptedWithUs = found("setpriv", "--pdeathsig", "INT");

  /** Starts a child that notices our death by the end of its standard input. */
  public Process startAttached(List<String> command, Path errors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(prefixed(ownSession, command));
    return fork(builder.redirectError(Redirect.appendTo(errors.toFile())));
  }

  /** Starts a child that pays no attention to its input; where possible we take it with us. */
  public Process startBound(List<String> command, List<String> wrapper, Path output)
      throws IOException {
    List<String> bound = prefixed(wrapper, prefixed(interruptedWithUs, command));
    ProcessBuilder builder = new ProcessBuilder(prefixed(ownSession, bound));
    builder.environment().put("LC_ALL", "C");
    return fork(
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(output.toFile())));
  }

  private static List<String> prefixed(List<String> prefix, List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  private static Process fork(ProcessBuilder builder) throws IOException {
    try {
      return FORKS.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("could not start " + builder.command().getFirst(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + builder.command().getFirst(), e);
    }
  }

  private static List<String> found(String tool, String... options) {
    for (String folder : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
      Path path = Path.of(folder, tool);
      if (Files.isExecutable(path)) {
        return prefixed(List.of(path.toString()), List.of(options));
      }
    }
    return List.of();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.control.chaos.experiment.Answer;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** The few Python functions that are done here without Python; all others are refused. */
public final class PythonFunctions {

  private static final Set<String> KNOWN =
      Set.of("os.path.exists", "os.path.isfile", "os.path.isdir", "time.sleep");
  private static final double LONGEST = 86_400;

  private PythonFunctions() {}

  public static boolean isKnown(String call) {
    return KNOWN.contains(call);
  }

  /** Their names, for messages. */
  public static String known() {
    return String.join(", ", KNOWN.stream().sorted().toList());
  }

  static Answer call(Provider.Python python) throws InterruptedException {
    return switch (python.call()) {
      case "time.sleep" -> sleep(python.arguments());
      case "os.path.exists", "os.path.isfile", "os.path.isdir" -> look(python);
      default -> Answer.failed("the Python function " + python.call() + " is not known here");
    };
  }

  private static Answer look(Provider.Python python) {
    try {
      Path path = Path.of(python.arguments().text("path"));
      boolean is =
          switch (python.function()) {
            case "isfile" -> Files.isRegularFile(path);
            case "isdir" -> Files.isDirectory(path);
            default -> Files.exists(path);
          };
      return Answer.of(new Tree.Plain(Boolean.toString(is)));
    } catch (InvalidPathException e) {
      return Answer.failed("path: " + e.getMessage());
    }
  }

  private static Answer sleep(Tree arguments) throws InterruptedException {
    double seconds =
        arguments instanceof Tree.Fields(var entries)
                && entries.size() == 1
                && entries.values().iterator().next() instanceof Tree.Plain(String word)
            ? Units.number(word).orElse(-1)
            : -1;
    if (!(seconds >= 0 && seconds <= LONGEST)) {
      return Answer.failed("time.sleep: seconds (expected: one number, 0 to 86400)");
    }
    Thread.sleep(Duration.ofNanos(Math.round(seconds * 1e9)));
    return Answer.of(new Tree.Plain("null"));
  }
}

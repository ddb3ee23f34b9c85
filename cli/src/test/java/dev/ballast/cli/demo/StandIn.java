// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A demo in small, for tests that kill it: a watchdog, and children that pay no attention to the
 * end of their input, one of which has left its session and its environment behind.
 */
final class StandIn {

  private StandIn() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    RunMark mark = new RunMark(args[0], Path.of(args[1]));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> watchdog =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Watchdog.class.getName(),
            mark.id(),
            mark.folder().toString(),
            "1");
    try (Guarded guarded = Guarded.by(watchdog, mark, false)) {
      Files.createDirectories(mark.folder().resolve("data"));
      Files.writeString(mark.folder().resolve("data").resolve("file"), "x");
      Path log = mark.folder().resolve("log");
      List<String> stubborn =
          List.of(
              "/bin/sh",
              "-c",
              "cd '"
                  + mark.folder()
                  + "/data' && env -i sh -c 'trap \"\" TERM; sleep 600' & sleep 600");
      Child child = Child.start("child", stubborn, mark, log, line -> {}, line -> {});
      System.out.println("up");
      System.in.read();
      child.askToStop();
      child.awaitEnd(1);
      mark.sweep();
    }
  }
}

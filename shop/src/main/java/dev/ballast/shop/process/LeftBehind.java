// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run has not cleaned up: its processes, its listening ports, its files. */
public record LeftBehind(int processes, int ports, int files) {

  /** What a run leaves on purpose, for whoever started it. */
  public static final String TRUTH = "truth.json";

  private static final Path PROC = Path.of("/proc");
  private static final int CONNECT_MILLIS = 200;
  private static final int COMMON_HEAD = 6;

  /** Counts what is there now. */
  public static LeftBehind count(RunMark mark, Collection<Integer> ports, Path dir)
      throws IOException {
    return new LeftBehind(
        processes(mark).size(),
        (int) ports.stream().filter(LeftBehind::listening).count(),
        files(dir));
  }

  public boolean isNothing() {
    return processes == 0 && ports == 0 && files == 0;
  }

  /** Whether somebody accepts connections on this loopback port. */
  public static boolean listening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The processes that carry the mark, guard included. */
  public static List<Long> processes(RunMark mark) throws IOException {
    String tail = mark.text().substring(COMMON_HEAD);
    long self = ProcessHandle.current().pid();
    if (!Files.isDirectory(PROC)) {
      return ProcessHandle.allProcesses()
          .filter(p -> p.pid() != self && p.info().commandLine().orElse("").contains(tail))
          .map(ProcessHandle::pid)
          .toList();
    }
    try (Stream<Path> all = Files.list(PROC)) {
      return all.map(p -> p.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(name -> commandLine(name).contains(tail))
          .map(Long::parseLong)
          .filter(pid -> pid != self)
          .toList();
    }
  }

  private static String commandLine(String pid) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(pid).resolve("cmdline"));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has just ended, or is somebody else's.
    }
  }

  private static int files(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return 0;
    }
    AtomicInteger files = new AtomicInteger();
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.equals(dir.resolve(TRUTH))) {
              files.incrementAndGet();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files.get();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** What a run did not clean up: processes, ports that cannot be bound again, files. */
record LeftBehind(int processes, int ports, int files) {

  static LeftBehind count(RunMark mark, Collection<Integer> ports, boolean keepFiles) {
    return new LeftBehind(
        mark.processes().size(),
        (int) ports.stream().filter(port -> !isFree(port)).count(),
        keepFiles ? 0 : files(mark.folder()));
  }

  boolean isNothing() {
    return processes == 0 && ports == 0 && files == 0;
  }

  /** Whether the port of the loopback address can be bound now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int files(Path folder) {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return (int) files.count();
    } catch (IOException e) {
      return 1;
    }
  }
}

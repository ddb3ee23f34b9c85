// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.List;

/** What turns requests. */
public sealed interface SteerTarget {

  /** As people name it. */
  String text();

  /** A route of a mesh, whose admin API this is. */
  record Mesh(String url, ServiceName service, String route) implements SteerTarget {
    @Override
    public String text() {
      return "mesh/" + service + "/" + route;
    }
  }

  /**
   * A route of Gateway API or Istio, or a backend of HAProxy, as {@code ballast route} names it.
   *
   * @param kubeconfig a file; empty: as kubectl would find it
   * @param context of the kubeconfig; empty: its current one
   * @param socket HAProxy's: a path, or a host and a port
   */
  record Place(String name, String kubeconfig, String context, String socket)
      implements SteerTarget {
    @Override
    public String text() {
      return name;
    }
  }

  /**
   * Whoever withdraws a region's addresses from routing, and announces them again: a URL or a
   * command.
   *
   * @param url empty when there is a command
   * @param command a program by its whole path, and what it is given; empty when there is a URL
   * @param patience for one try
   */
  record Hook(String url, List<String> command, Duration patience) implements SteerTarget {
    public Hook {
      command = List.copyOf(command);
      if (url.isEmpty() == command.isEmpty()) {
        throw new IllegalArgumentException(
            "url, command: '%s', %s (expected: one of them)".formatted(url, command));
      }
    }

    @Override
    public String text() {
      return command.isEmpty() ? "a hook" : "the hook " + command.getFirst();
    }
  }
}

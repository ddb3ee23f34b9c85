// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.register;

import java.util.List;

/** What can fail. */
public sealed interface Subject extends Comparable<Subject> {

  /** As tables show it, such as {@code storefront → payments}. */
  String text();

  /** In which ways it can fail that somebody can make happen. */
  List<FaultKind> kinds();

  @Override
  default int compareTo(Subject other) {
    int order = Integer.compare(rank(this), rank(other));
    return order != 0 ? order : text().compareTo(other.text());
  }

  private static int rank(Subject subject) {
    return switch (subject) {
      case OfRegion _ -> 0;
      case OfService _ -> 1;
      case OfEdge _ -> 2;
    };
  }

  /** A region as a whole. */
  record OfRegion(String region) implements Subject {
    @Override
    public String text() {
      return "region " + region;
    }

    @Override
    public List<FaultKind> kinds() {
      return List.of(FaultKind.REGION_ISOLATION);
    }
  }

  /** A service or database, whoever calls it. */
  record OfService(String service) implements Subject {
    @Override
    public String text() {
      return service;
    }

    @Override
    public List<FaultKind> kinds() {
      return FaultKind.OF_CALLS;
    }
  }

  /** The calls of one service to another. */
  record OfEdge(String client, String server) implements Subject {
    @Override
    public String text() {
      return client + " → " + server;
    }

    @Override
    public List<FaultKind> kinds() {
      return FaultKind.OF_CALLS;
    }
  }
}

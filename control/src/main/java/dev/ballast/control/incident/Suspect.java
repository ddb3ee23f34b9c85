// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.Comparator;
import java.util.Set;

/**
 * What may be a cause.
 *
 * @param name of a service, database, host or third party; for a change, of what was changed; for
 *     an edge, of the caller
 * @param region empty when it has none or none is known
 * @param detail of an edge the one that is called, of a change its version or id, of a service what
 *     of it is used up; else empty
 */
public record Suspect(Kind kind, String name, String region, String detail)
    implements Comparable<Suspect> {

  /** What kind of thing. */
  public enum Kind {
    SERVICE,
    EDGE,
    NODE,
    CHANGE,
    EXTERNAL
  }

  private static final Comparator<Suspect> ORDER =
      Comparator.comparing(Suspect::kind)
          .thenComparing(Suspect::name)
          .thenComparing(Suspect::region)
          .thenComparing(Suspect::detail);

  public Suspect {
    if (name.isBlank()) {
      throw new IllegalArgumentException("suspect: \"\" (expected: a name)");
    }
    if (kind == Kind.EDGE && (detail.isBlank() || detail.equals(name))) {
      throw new IllegalArgumentException(
          "suspect: %s to \"%s\" (expected: two services)".formatted(name, detail));
    }
  }

  public static Suspect service(String name, String region) {
    return new Suspect(Kind.SERVICE, name, region, "");
  }

  /** What of a service is used up. */
  public static Suspect resource(String service, String region, String what) {
    return new Suspect(Kind.SERVICE, service, region, what);
  }

  public static Suspect external(String name, String region) {
    return new Suspect(Kind.EXTERNAL, name, region, "");
  }

  public static Suspect edge(String caller, String callee, String region) {
    return new Suspect(Kind.EDGE, caller, region, callee);
  }

  public static Suspect change(String service, String region, String version) {
    return new Suspect(Kind.CHANGE, service, region, version);
  }

  @Override
  public int compareTo(Suspect other) {
    return ORDER.compare(this, other);
  }

  /** Whether both mean the same thing that went wrong, whatever is known of it by now. */
  public boolean isSameAs(Suspect other) {
    boolean edges = kind == Kind.EDGE && other.kind == Kind.EDGE;
    return (kind == Kind.EDGE) == (other.kind == Kind.EDGE)
        && name.equals(other.name)
        && region.equals(other.region)
        && (!edges || detail.equals(other.detail));
  }

  /** Whether they have a service in common, so that one may be a better word for the other. */
  public boolean touches(Suspect other) {
    boolean here = region.equals(other.region) || region.isEmpty() || other.region.isEmpty();
    return here && names().stream().anyMatch(other.names()::contains);
  }

  private Set<String> names() {
    return kind == Kind.EDGE ? Set.of(name, detail) : Set.of(name);
  }

  /** Such as {@code database in us-east} or {@code the way from payments to auth in us-east}. */
  public String text() {
    String where = region.isEmpty() ? "" : " in " + region;
    return switch (kind) {
      case SERVICE -> (detail.isEmpty() ? "" : detail + " of ") + name + where;
      case NODE, EXTERNAL -> name + where;
      case EDGE -> "the way from " + name + " to " + detail + where;
      case CHANGE -> name + (detail.isEmpty() ? "" : " " + detail) + where;
    };
  }
}

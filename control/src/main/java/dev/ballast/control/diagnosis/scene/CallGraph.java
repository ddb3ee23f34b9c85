// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who calls whom, as known. Cycles are allowed, self calls are dropped. */
public final class CallGraph {

  public static final CallGraph UNKNOWN = new CallGraph(Set.of());

  /** One arrow. */
  public record Call(Subject caller, Subject callee) {}

  private final SortedMap<Subject, SortedSet<Subject>> callees = new TreeMap<>();
  private final SortedSet<Subject> subjects = new TreeSet<>();

  public CallGraph(Collection<Call> calls) {
    for (Call call : calls) {
      if (!call.caller().equals(call.callee())) {
        callees.computeIfAbsent(call.caller(), any -> new TreeSet<>()).add(call.callee());
        subjects.add(call.caller());
        subjects.add(call.callee());
      }
    }
  }

  public boolean unknown() {
    return subjects.isEmpty();
  }

  public boolean contains(Subject subject) {
    return subjects.contains(subject);
  }

  public Set<Subject> callees(Subject caller) {
    return callees.getOrDefault(caller, new TreeSet<>());
  }

  /** Everything that a call to {@code from} may end up at, itself included. */
  public Set<Subject> reachable(Subject from) {
    Set<Subject> seen = new TreeSet<>(Set.of(from));
    Deque<Subject> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Subject next : callees(open.pop())) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }
}

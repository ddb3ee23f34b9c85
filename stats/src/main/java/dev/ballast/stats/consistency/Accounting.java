// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import dev.ballast.stats.consistency.Account.Finding;
import dev.ballast.stats.consistency.Account.Kind;
import dev.ballast.stats.consistency.Evidence.Final;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks an eventually consistent store: every acknowledged write is there in the end, was
 * overwritten by one that began later, or was told as lost; all replicas hold the same; nothing is
 * there that nobody wrote. Linear in the history.
 */
public final class Accounting {

  /** What is kept under a key. */
  public enum Shape {
    /** {@code write v}; null deletes. Values that are written once each make the account exact. */
    REGISTER,
    /** {@code add e} and {@code remove e}. */
    SET,
    /** {@code add n}. */
    COUNTER
  }

  private final Shape shape;

  public Accounting(Shape shape) {
    this.shape = shape;
  }

  /** What is wrong with an operation for this shape; empty when nothing is. */
  public String problem(Operation operation) {
    String name = operation.name();
    return switch (shape) {
      case REGISTER ->
          name.equals("write") || name.equals("read") ? "" : expected(name, "write or read");
      case SET ->
          name.equals("add") || name.equals("remove") || name.equals("read")
              ? ""
              : expected(name, "add, remove or read");
      case COUNTER -> {
        if (!name.equals("add") && !name.equals("read")) {
          yield expected(name, "add or read");
        }
        yield name.equals("read") || Whole.is(operation.value())
            ? ""
            : "value: " + operation.value() + " (expected: a whole number)";
      }
    };
  }

  private static String expected(String name, String names) {
    return "op: " + name + " (expected: " + names + ")";
  }

  public Account check(Evidence evidence) {
    Map<String, Key> keys = new TreeMap<>();
    Set<String> replicas = new TreeSet<>();
    for (Operation operation : evidence.operations()) {
      if (!operation.name().equals("read")) {
        key(keys, operation.key()).writes.add(operation);
      }
    }
    for (Final last : evidence.finals()) {
      replicas.add(last.replica());
      key(keys, last.key()).finals.put(last.replica(), last.values());
    }
    evidence.journal().forEach(told -> key(keys, told.key()).told.add(told.value()));
    keys.values().forEach(key -> key.check(replicas));
    return new Account(
        keys.size(),
        keys.values().stream().mapToLong(key -> key.acknowledged).sum(),
        keys.values().stream().mapToLong(key -> key.present).sum(),
        keys.values().stream().mapToLong(key -> key.dominated).sum(),
        keys.values().stream().mapToLong(key -> key.journalled).sum(),
        keys.values().stream().flatMap(key -> key.findings.stream()).toList());
  }

  private Key key(Map<String, Key> keys, String name) {
    return keys.computeIfAbsent(name, Key::new);
  }

  /** One key's share of the evidence. */
  private final class Key {
    private final String name;
    private final List<Operation> writes = new ArrayList<>();
    private final Map<String, List<String>> finals = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private final Set<String> toldValues = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private long acknowledged;
    private long present;
    private long dominated;
    private long journalled;

    Key(String name) {
      this.name = name;
    }

    void check(Set<String> replicas) {
      toldValues.addAll(told);
      acknowledged = writes.stream().filter(Operation::answered).count();
      Set<String> silent = new TreeSet<>(replicas);
      silent.removeAll(finals.keySet());
      if (finals.isEmpty() || !silent.isEmpty()) {
        find(
            Kind.UNREAD,
            finals.isEmpty()
                ? "no replica was read in the end"
                : "not read in the end at " + String.join(", ", silent),
            List.of());
      }
      if (finals.isEmpty()) {
        return;
      }
      if (finals.values().stream().map(TreeSet::new).distinct().count() > 1) {
        List<String> each =
            finals.entrySet().stream().map(e -> e.getKey() + " has " + e.getValue()).toList();
        find(Kind.DIVERGED, String.join(", ", each), List.of());
      }
      Set<String> values = new TreeSet<>();
      finals.values().forEach(values::addAll);
      switch (shape) {
        case REGISTER -> register(values);
        case SET -> set(values);
        case COUNTER -> finals.forEach(this::counter);
      }
    }

    private void register(Set<String> values) {
      long latest = Long.MIN_VALUE;
      for (Operation write : writes) {
        boolean effective =
            write.answered()
                || values.contains(write.value())
                || toldValues.contains(write.value());
        latest = effective ? Math.max(latest, write.start()) : latest;
      }
      for (Operation write : writes) {
        if (write.answered()) {
          account(
              write, values.contains(write.value()), write.end() < latest, Kind.LOST, "is nowhere");
        }
      }
      for (String value : values) {
        boolean written = writes.stream().anyMatch(write -> write.value().equals(value));
        if (!written && !value.equals(Operation.NULL)) {
          find(Kind.INVENTED, value + " was never written", List.of());
        }
      }
    }

    private void set(Set<String> values) {
      Map<String, List<Operation>> elements = new TreeMap<>();
      for (Operation write : writes) {
        elements.computeIfAbsent(write.value(), e -> new ArrayList<>()).add(write);
      }
      elements.forEach(
          (element, operations) -> {
            for (Operation write : operations) {
              if (write.answered()) {
                boolean add = write.name().equals("add");
                boolean undone =
                    operations.stream()
                        .anyMatch(o -> !o.name().equals(write.name()) && !o.before(write));
                account(
                    write,
                    values.contains(element) == add,
                    undone,
                    add ? Kind.LOST : Kind.RETURNED,
                    add ? "is not in the set" : "is in the set");
              }
            }
          });
      for (String value : values) {
        if (elements.getOrDefault(value, List.of()).stream()
            .noneMatch(o -> o.name().equals("add"))) {
          find(Kind.INVENTED, value + " was never added", List.of());
        }
      }
    }

    private void account(Operation write, boolean isThere, boolean later, Kind kind, String where) {
      if (isThere) {
        present++;
      } else if (later) {
        dominated++;
      } else if (toldValues.contains(write.value())) {
        journalled++;
      } else {
        find(
            kind,
            "%s by %s was acknowledged and %s".formatted(write, write.process(), where),
            List.of(write));
      }
    }

    private void counter(String replica, List<String> values) {
      long sum = 0;
      long least = 0;
      long most = 0;
      for (Operation add : writes) {
        long amount = Whole.of(add.value());
        sum += add.answered() ? amount : 0;
        least += add.answered() ? 0 : Math.min(0, amount);
        most += add.answered() ? 0 : Math.max(0, amount);
      }
      for (String lost : told) {
        sum -= Whole.is(lost) ? Whole.of(lost) : 0;
      }
      Optional<Long> value = values.stream().filter(Whole::is).map(Whole::of).findFirst();
      long lost = told.stream().filter(Whole::is).count();
      if (value.isPresent() && value.get() >= sum + least && value.get() <= sum + most) {
        present = acknowledged - lost;
        journalled = lost;
        return;
      }
      find(
          value.isPresent() && value.get() > sum + most ? Kind.INVENTED : Kind.LOST,
          "%s has %s (expected: %s)"
              .formatted(
                  replica,
                  String.join(", ", values),
                  least == most ? String.valueOf(sum) : (sum + least) + " to " + (sum + most)),
          List.of());
    }

    private void find(Kind kind, String text, List<Operation> operations) {
      findings.add(new Finding(kind, name, text, operations));
    }
  }
}

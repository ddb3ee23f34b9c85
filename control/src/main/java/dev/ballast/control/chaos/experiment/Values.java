// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values for placeholders, and which of them nobody may see. */
public final class Values {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)\\}");
  private static final int SHORTEST_SECRET = 4;
  private static final String MASK = "***";

  private final Map<String, Tree> open;
  private final Map<String, Tree> secret;

  Values(Map<String, Tree> open, Map<String, Tree> secret) {
    this.open = new LinkedHashMap<>(open);
    this.secret = new LinkedHashMap<>(secret);
  }

  Values with(String name, Tree value) {
    Values more = new Values(open, secret);
    more.open.put(name, value);
    return more;
  }

  private Optional<Tree> value(String name) {
    return Optional.ofNullable(open.getOrDefault(name, secret.get(name)));
  }

  /** A text with its placeholders filled in; those that nobody knows stay. */
  String fill(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            (MatchResult found) ->
                Matcher.quoteReplacement(
                    value(found.group(1)).map(Values::text).orElse(found.group())));
  }

  /** The same of a tree; a text that is nothing but a placeholder becomes the value itself. */
  Tree fill(Tree tree) {
    return switch (tree) {
      case Tree.Text(String text) -> {
        Matcher whole = PLACEHOLDER.matcher(text);
        Tree otherwise = new Tree.Text(fill(text));
        yield whole.matches() ? value(whole.group(1)).orElse(otherwise) : otherwise;
      }
      case Tree.Plain _ -> tree;
      case Tree.Items(var items) -> new Tree.Items(items.stream().map(this::fill).toList());
      case Tree.Fields(var entries) -> {
        Map<String, Tree> filled = new LinkedHashMap<>();
        entries.forEach((key, value) -> filled.put(key, fill(value)));
        yield new Tree.Fields(filled);
      }
    };
  }

  Activity fill(Activity activity) {
    return activity.with(
        switch (activity.provider()) {
          case Provider.Http http -> {
            Map<String, String> headers = new LinkedHashMap<>();
            http.headers().forEach((name, value) -> headers.put(name, fill(value)));
            yield new Provider.Http(
                fill(http.url()),
                http.method(),
                headers,
                fill(http.arguments()),
                http.connect(),
                http.timeout(),
                http.expectedStatus(),
                http.verifyTls());
          }
          case Provider.Program p ->
              new Provider.Program(fill(p.path()), fill(p.arguments()), p.timeout());
          case Provider.Python p ->
              new Provider.Python(p.module(), p.function(), fill(p.arguments()));
          case Provider.Fault f ->
              new Provider.Fault(fill(f.mesh()), fill(f.request()), f.lease(), f.hold());
          case Provider.HeldDay d -> new Provider.HeldDay(fill(d.plan()), d.finding());
          case Provider.Unsupported u -> u;
        });
  }

  /** Placeholders of an activity that nobody has a value for. */
  public Set<String> unknown(Activity activity) {
    Set<String> unknown = new TreeSet<>();
    Matcher found = PLACEHOLDER.matcher(activity.source().json());
    while (found.find()) {
      if (value(found.group(1)).isEmpty()) {
        unknown.add(found.group(1));
      }
    }
    return unknown;
  }

  /** A text without the values that nobody may see. */
  public String mask(String text) {
    String masked = text;
    List<String> hidden = new ArrayList<>(secret.values().stream().map(Values::text).toList());
    hidden.sort((a, b) -> Integer.compare(b.length(), a.length()));
    for (String value : hidden) {
      if (value.length() >= SHORTEST_SECRET) {
        masked = masked.replace(value, MASK);
      }
    }
    return masked;
  }

  /** The same of a tree. */
  public Tree mask(Tree tree) {
    return switch (tree) {
      case Tree.Text(String text) -> new Tree.Text(mask(text));
      case Tree.Plain(String word) -> mask(word).equals(word) ? tree : new Tree.Text(MASK);
      case Tree.Items(var items) -> new Tree.Items(items.stream().map(this::mask).toList());
      case Tree.Fields(var entries) -> {
        Map<String, Tree> masked = new LinkedHashMap<>();
        entries.forEach((key, value) -> masked.put(mask(key), mask(value)));
        yield new Tree.Fields(masked);
      }
    };
  }

  private static String text(Tree tree) {
    return tree instanceof Tree.Text(String text) ? text : tree.json();
  }
}

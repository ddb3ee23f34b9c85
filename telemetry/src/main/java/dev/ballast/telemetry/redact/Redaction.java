// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules: what becomes of attributes by their key, and of what a text holds by its looks. Keys
 * are compared in lower case.
 */
public record Redaction(SortedMap<String, Action> attributes, Map<Sort, Action> texts) {

  /** What is recognised in bodies and in the values of attributes without a rule. */
  public enum Sort {
    EMAIL,
    /** Bearer tokens, JSON Web Tokens, and what follows {@code password=} and the like. */
    TOKEN,
    /** 13 to 19 digits that pass Luhn's check. */
    CARD,
    /** IPv4 addresses that are nobody's private network. */
    ADDRESS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String TEXT = "text.";

  /** Safe for people: whoever needs more says so. */
  public static final Redaction DEFAULT = new Redaction(standardAttributes(), standardTexts());

  /** Nothing is changed. */
  public static final Redaction NONE = new Redaction(new TreeMap<>(), Map.of());

  public Redaction {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    texts = Map.copyOf(texts);
  }

  private static SortedMap<String, Action> standardAttributes() {
    SortedMap<String, Action> rules = new TreeMap<>();
    for (String address :
        List.of(
            "client.address",
            "client.ip",
            "client_ip",
            "network.peer.address",
            "remote_addr",
            "source.address",
            "source.ip")) {
      rules.put(address, Action.MASK);
    }
    for (String person :
        List.of("user.id", "user.name", "user.full_name", "user.email", "enduser.id")) {
      rules.put(person, Action.HASH);
    }
    for (String secret :
        List.of(
            "authorization",
            "http.request.header.authorization",
            "http.request.header.cookie",
            "http.response.header.set-cookie",
            "password",
            "secret",
            "token",
            "api_key",
            "apikey",
            "access_token",
            "refresh_token")) {
      rules.put(secret, Action.MASK);
    }
    return rules;
  }

  private static Map<Sort, Action> standardTexts() {
    Map<Sort, Action> rules = new EnumMap<>(Sort.class);
    for (Sort sort : Sort.values()) {
      rules.put(sort, Action.MASK);
    }
    return rules;
  }

  Action of(Sort sort) {
    return texts.getOrDefault(sort, Action.KEEP);
  }

  /** With the rules that somebody has written over these; they have no {@link #problems}. */
  public Redaction with(Map<String, String> written) {
    SortedMap<String, Action> newAttributes = new TreeMap<>(attributes);
    Map<Sort, Action> newTexts = new EnumMap<>(Sort.class);
    newTexts.putAll(texts);
    written.forEach(
        (key, word) -> {
          Action action = Action.of(word).orElseThrow();
          if (key.startsWith(TEXT)) {
            newTexts.put(sort(key.substring(TEXT.length())), action);
          } else {
            newAttributes.put(key.toLowerCase(Locale.ROOT), action);
          }
        });
    return new Redaction(newAttributes, newTexts);
  }

  /** What is wrong with written rules, each as {@code KEY=WORD (expected: rule)}. */
  public static List<String> problems(Map<String, String> written) {
    List<String> problems = new ArrayList<>();
    written.forEach(
        (key, word) -> {
          if (Action.of(word).isEmpty()) {
            problems.add(key + "=" + word + " (expected: keep, mask, hash or drop)");
          }
          if (key.startsWith(TEXT) && sort(key.substring(TEXT.length())) == null) {
            problems.add(
                key
                    + "="
                    + word
                    + " (expected: text.email, text.token, text.card or text.address)");
          }
        });
    return problems;
  }

  private static @org.jspecify.annotations.Nullable Sort sort(String word) {
    for (Sort sort : Sort.values()) {
      if (sort.word().equals(word)) {
        return sort;
      }
    }
    return null;
  }
}

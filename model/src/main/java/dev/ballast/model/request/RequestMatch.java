// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are meant, in the words of Istio's HTTPMatchRequest, which Flagger uses: all
 * conditions hold.
 *
 * @param texts of {@code uri}, {@code method} and {@code authority}, by those names
 * @param headers names in lower case; {@link TextMatch.Present} when being there is enough
 * @param withoutHeaders headers that must not be so
 * @param queryParams parameters of the query, decoded
 */
public record RequestMatch(
    Map<String, TextMatch> texts,
    boolean ignoreUriCase,
    Map<String, TextMatch> headers,
    Map<String, TextMatch> withoutHeaders,
    Map<String, TextMatch> queryParams) {

  public static final String URI = "uri";
  public static final String METHOD = "method";
  public static final String AUTHORITY = "authority";

  /** As many as anybody may ask for at once: each costs time with every request. */
  public static final int MOST = 32;

  private static final int LONGEST = 4096;
  private static final List<String> TEXTS = List.of(URI, METHOD, AUTHORITY);
  private static final List<String> MAPS = List.of("headers", "withoutHeaders", "queryParams");

  /** For people; without meaning. */
  private static final String NAME = "name";

  private static final String IGNORE_CASE = "ignoreUriCase";

  public RequestMatch {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    headers = lower(headers);
    withoutHeaders = lower(withoutHeaders);
    queryParams = Collections.unmodifiableMap(new TreeMap<>(queryParams));
  }

  private static Map<String, TextMatch> lower(Map<String, TextMatch> headers) {
    Map<String, TextMatch> lower = new TreeMap<>();
    headers.forEach((name, match) -> lower.put(name.toLowerCase(Locale.ROOT), match));
    return Collections.unmodifiableMap(lower);
  }

  /** All texts that are looked for, with where they stand. */
  public void eachText(BiConsumer<String, TextMatch> each) {
    texts.forEach(each);
    headers.forEach((name, match) -> each.accept("headers." + name, match));
    withoutHeaders.forEach((name, match) -> each.accept("withoutHeaders." + name, match));
    queryParams.forEach((name, match) -> each.accept("queryParams." + name, match));
  }

  /** As it is written, so that {@link #read} gives the same again. */
  public Map<String, Object> written() {
    Map<String, Object> written = new LinkedHashMap<>();
    texts.forEach((name, match) -> written.put(name, written(match)));
    if (ignoreUriCase) {
      written.put(IGNORE_CASE, true);
    }
    put(written, "headers", headers);
    put(written, "withoutHeaders", withoutHeaders);
    put(written, "queryParams", queryParams);
    return written;
  }

  private static void put(
      Map<String, Object> written, String name, Map<String, TextMatch> matches) {
    if (!matches.isEmpty()) {
      written.put(
          name,
          matches.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      entry -> written(entry.getValue()),
                      (a, _) -> a,
                      TreeMap::new)));
    }
  }

  private static Map<String, String> written(TextMatch match) {
    return switch (match) {
      case TextMatch.Exact(String value) -> Map.of("exact", value);
      case TextMatch.Prefix(String value) -> Map.of("prefix", value);
      case TextMatch.Suffix(String value) -> Map.of("suffix", value);
      case TextMatch.Regex(String value) -> Map.of("regex", value);
      case TextMatch.Present _ -> Map.of();
    };
  }

  /**
   * Several of them, of which one has to hold.
   *
   * @throws IllegalArgumentException with all that is not as it should be
   */
  public static List<RequestMatch> readAll(Collection<?> written) {
    if (written.isEmpty() || written.size() > MOST) {
      throw new IllegalArgumentException(
          "match: %d (expected: 1 to %d conditions)".formatted(written.size(), MOST));
    }
    List<RequestMatch> all = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int at = 0;
    for (Object one : written) {
      all.add(read("match[" + at++ + "]", one, wrong));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
    return all;
  }

  /** One of them; what is wrong with it is added to a list. */
  private static RequestMatch read(String where, @Nullable Object written, List<String> wrong) {
    Map<String, TextMatch> texts = new TreeMap<>();
    Map<String, Map<String, TextMatch>> maps = new TreeMap<>();
    boolean ignoreCase = false;
    if (!(written instanceof Map<?, ?> fields) || fields.isEmpty()) {
      wrong.add(where + ": (expected: at least one condition, such as headers)");
      return new RequestMatch(texts, false, Map.of(), Map.of(), Map.of());
    }
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String key = String.valueOf(field.getKey());
      String path = where + "." + key;
      if (TEXTS.contains(key)) {
        texts.put(key, text(path, field.getValue(), wrong));
      } else if (MAPS.contains(key)) {
        maps.put(key, texts(path, field.getValue(), wrong));
      } else if (key.equals(IGNORE_CASE)) {
        ignoreCase = String.valueOf(field.getValue()).equals("true");
      } else if (!key.equals(NAME)) {
        wrong.add(
            path
                + ": (expected: uri, method, authority, headers, withoutHeaders, queryParams or"
                + " ignoreUriCase, which the mesh can match)");
      }
    }
    RequestMatch match =
        new RequestMatch(
            texts,
            ignoreCase,
            maps.getOrDefault("headers", Map.of()),
            maps.getOrDefault("withoutHeaders", Map.of()),
            maps.getOrDefault("queryParams", Map.of()));
    if (texts.isEmpty() && maps.values().stream().allMatch(Map::isEmpty)) {
      wrong.add(where + ": matches everything (expected: a condition, such as headers)");
    }
    return match;
  }

  private static Map<String, TextMatch> texts(
      String where, @Nullable Object written, List<String> wrong) {
    Map<String, TextMatch> texts = new TreeMap<>();
    if (!(written instanceof Map<?, ?> fields) || fields.size() > MOST) {
      wrong.add(where + ": (expected: a map of up to " + MOST + " names)");
      return texts;
    }
    fields.forEach(
        (name, match) -> texts.put(String.valueOf(name), text(where + "." + name, match, wrong)));
    return texts;
  }

  private static TextMatch text(String where, @Nullable Object written, List<String> wrong) {
    if (written == null || (written instanceof Map<?, ?> none && none.isEmpty())) {
      return new TextMatch.Present();
    }
    if (!(written instanceof Map<?, ?> fields)
        || fields.size() != 1
        || String.valueOf(fields.values().iterator().next()).length() > LONGEST) {
      wrong.add(
          where + ": (expected: one of exact, prefix, suffix, regex, up to " + LONGEST + " long)");
      return new TextMatch.Present();
    }
    String value = String.valueOf(fields.values().iterator().next());
    String kind = String.valueOf(fields.keySet().iterator().next());
    if (value.isEmpty()) {
      return new TextMatch.Present();
    }
    return switch (kind) {
      case "exact" -> new TextMatch.Exact(value);
      case "prefix" -> new TextMatch.Prefix(value);
      case "suffix" -> new TextMatch.Suffix(value);
      case "regex" -> new TextMatch.Regex(value);
      default -> {
        wrong.add(where + "." + kind + ": (expected: exact, prefix, suffix or regex)");
        yield new TextMatch.Present();
      }
    };
  }
}

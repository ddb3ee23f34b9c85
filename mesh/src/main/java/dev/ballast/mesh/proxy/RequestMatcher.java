// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ballast.model.request.RequestMatch;
import dev.ballast.model.request.TextMatch;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request is meant, as Envoy does for Istio: an expression of RE2 has to fit the
 * whole text, so its time grows with the text only; a path is looked at without its query; a header
 * that came several times is one with commas, cookies with semicolons.
 */
public final class RequestMatcher {

  private final Predicate<String> uri;
  private final Predicate<String> method;
  private final Predicate<String> authority;
  private final Map<String, Predicate<String>> headers = new LinkedHashMap<>();
  private final Map<String, Predicate<String>> withoutHeaders = new LinkedHashMap<>();
  private final Map<String, Predicate<String>> parameters = new LinkedHashMap<>();

  private RequestMatcher(RequestMatch match) {
    uri = text(match, RequestMatch.URI);
    method = text(match, RequestMatch.METHOD);
    authority = text(match, RequestMatch.AUTHORITY);
    match.headers().forEach((name, text) -> headers.put(name, of(name, text, false)));
    match.withoutHeaders().forEach((name, text) -> withoutHeaders.put(name, of(name, text, false)));
    match.queryParams().forEach((name, text) -> parameters.put(name, of(name, text, false)));
  }

  /**
   * Ready to match.
   *
   * @throws IllegalArgumentException when an expression is not RE2
   */
  public static RequestMatcher of(RequestMatch match) {
    return new RequestMatcher(match);
  }

  private static Predicate<String> text(RequestMatch match, String name) {
    TextMatch text = match.texts().getOrDefault(name, new TextMatch.Present());
    return of(name, text, match.ignoreUriCase() && name.equals(RequestMatch.URI));
  }

  private static Predicate<String> of(String name, TextMatch match, boolean ignoreCase) {
    return switch (match) {
      case TextMatch.Exact(String value) -> ignoreCase ? value::equalsIgnoreCase : value::equals;
      case TextMatch.Prefix(String value) ->
          text -> text.regionMatches(ignoreCase, 0, value, 0, value.length());
      case TextMatch.Suffix(String value) -> text -> text.endsWith(value);
      case TextMatch.Regex(String value) -> {
        Pattern pattern = pattern(name, value);
        yield pattern::matches;
      }
      case TextMatch.Present _ -> _ -> true;
    };
  }

  private static Pattern pattern(String name, String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "match.%s.regex: %s (expected: RE2; %s)"
              .formatted(name, expression, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)),
          e);
    }
  }

  boolean matches(HttpRequest request) {
    return method.test(request.method().name())
        && uri.test(path(request.uri()))
        && authority.test(orEmpty(request.headers().get(HttpHeaderNames.HOST)))
        && hasHeaders(request)
        && lacksHeaders(request)
        && hasParameters(request);
  }

  private static String path(String uri) {
    int end = uri.indexOf('?');
    return end < 0 ? uri : uri.substring(0, end);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private boolean hasHeaders(HttpRequest request) {
    for (Map.Entry<String, Predicate<String>> header : headers.entrySet()) {
      String value = header(request, header.getKey());
      if (value == null || !header.getValue().test(value)) {
        return false;
      }
    }
    return true;
  }

  private boolean lacksHeaders(HttpRequest request) {
    for (Map.Entry<String, Predicate<String>> header : withoutHeaders.entrySet()) {
      String value = header(request, header.getKey());
      if (value != null && header.getValue().test(value)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String header(HttpRequest request, String name) {
    List<String> values = request.headers().getAll(name);
    if (values.size() <= 1) {
      return values.isEmpty() ? null : values.getFirst();
    }
    boolean cookies = HttpHeaderNames.COOKIE.contentEqualsIgnoreCase(name);
    return String.join(cookies ? "; " : ",", values);
  }

  /** The first value of each parameter counts. */
  private boolean hasParameters(HttpRequest request) {
    if (parameters.isEmpty()) {
      return true;
    }
    Map<String, List<String>> given = parameters(request.uri());
    for (Map.Entry<String, Predicate<String>> parameter : parameters.entrySet()) {
      List<String> values = given.getOrDefault(parameter.getKey(), List.of());
      if (values.isEmpty() || !parameter.getValue().test(values.getFirst())) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, List<String>> parameters(String uri) {
    try {
      return new QueryStringDecoder(uri).parameters();
    } catch (IllegalArgumentException badEscape) {
      return Map.of();
    }
  }
}

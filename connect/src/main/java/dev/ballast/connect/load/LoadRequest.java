// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is asked again and again. <code>{n}</code> in the path, in values of headers and in the body
 * is the request's number.
 */
public final class LoadRequest {

  /** What may be sent. */
  public static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final int LONGEST_BODY = 10 << 20;
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> OURS =
      Set.of("content-length", "transfer-encoding", "connection", "expect", "upgrade");

  private final String method;
  private final URI address;
  private final Template head;
  private final Template body;

  private LoadRequest(String method, URI address, Template head, Template body) {
    this.method = method;
    this.address = address;
    this.head = head;
    this.body = body;
  }

  /**
   * A request that can be sent.
   *
   * @param url {@code http://} or {@code https://}, perhaps with <code>{n}</code> in path or query
   * @throws IllegalArgumentException with every problem, one a line
   */
  public static LoadRequest of(
      String method, String url, Map<String, String> headers, String body) {
    List<String> problems = new ArrayList<>();
    if (!METHODS.contains(method)) {
      problems.add("method: " + method + " (expected: one of " + String.join(", ", METHODS) + ")");
    }
    URI address = address(url, problems);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      check(header.getKey(), header.getValue(), problems);
    }
    if (body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY) {
      problems.add("body: more than 10 MiB (expected: at most 10 MiB)");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new LoadRequest(
        method, address, Template.of(head(method, url, address, headers)), Template.of(body));
  }

  public String method() {
    return method;
  }

  /** Where connections go; only its scheme, host and port count. */
  public URI address() {
    return address;
  }

  public boolean secure() {
    return "https".equals(address.getScheme());
  }

  public int port() {
    int given = address.getPort();
    return given >= 0 ? given : secure() ? 443 : 80;
  }

  boolean answersWithoutBody() {
    return "HEAD".equals(method);
  }

  ByteBuf bytes(long number, ByteBufAllocator memory) {
    byte[] start = head.bytes(number);
    byte[] content = body.bytes(number);
    ByteBuf bytes = memory.ioBuffer(start.length + 32 + content.length);
    bytes.writeBytes(start);
    if (content.length > 0 || (!method.equals("GET") && !method.equals("HEAD"))) {
      bytes.writeCharSequence("content-length: " + content.length + "\r\n", StandardCharsets.UTF_8);
    }
    bytes.writeByte('\r').writeByte('\n').writeBytes(content);
    return bytes;
  }

  private static URI address(String url, List<String> problems) {
    URI found = URI.create("http://invalid");
    try {
      found = URI.create(url.replace("{n}", "0"));
    } catch (IllegalArgumentException e) {
      problems.add("URL: " + url + " (expected: a URL). " + e.getMessage());
      return found;
    }
    if (!"http".equals(found.getScheme()) && !"https".equals(found.getScheme())) {
      problems.add("URL: " + url + " (expected: http:// or https://)");
    }
    if (found.getHost() == null) {
      problems.add("URL: " + url + " (expected: a host)");
    }
    if (found.getPort() == 0 || found.getPort() > 65_535) {
      problems.add("URL: " + url + " (expected: a port from 1 to 65535)");
    }
    if (found.getUserInfo() != null) {
      problems.add("URL: with a user (expected: none). Fix: --header authorization=...");
    }
    if (found.getRawFragment() != null) {
      problems.add("URL: " + url + " (expected: no fragment, nothing after #)");
    }
    return found;
  }

  private static void check(String name, String value, List<String> problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add("header: \"" + name + "\" (expected: a token as RFC 9110 has it)");
    } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      problems.add("header: " + name + " (expected: not this one, it is set by the generator)");
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
      problems.add("header: the value of " + name + " (expected: no control characters)");
    }
  }

  private static String head(String method, String url, URI address, Map<String, String> headers) {
    int authority = url.indexOf("://") + 3;
    int slash = url.indexOf('/', authority);
    int question = url.indexOf('?', authority);
    String path =
        slash >= 0 && (question < 0 || slash < question)
            ? url.substring(slash)
            : question >= 0 ? "/" + url.substring(question) : "/";
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("host", address.getRawAuthority());
    all.put("user-agent", "ballast-load");
    all.put("accept", "*/*");
    all.putAll(headers);
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.toString();
  }
}

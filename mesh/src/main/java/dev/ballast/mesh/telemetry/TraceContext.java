// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a call belongs to: read from its headers, or begun.
 *
 * <p>W3C Trace Context level 1; where there is none, B3 (single header or several) is read and W3C
 * is added beside it. A context that is there is forwarded as it came: the mesh's own span is a
 * child of the caller's and a sibling of the callee's, so the two stay linked whether it was
 * recorded or not.
 */
public final class TraceContext {

  private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  private static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
  private static final AsciiString B3 = AsciiString.cached("b3");
  private static final AsciiString B3_TRACE = AsciiString.cached("x-b3-traceid");
  private static final AsciiString B3_SPAN = AsciiString.cached("x-b3-spanid");
  private static final AsciiString B3_SAMPLED = AsciiString.cached("x-b3-sampled");
  private static final int LENGTH = 55;

  private long high;
  private long low;
  private long parent;
  private long span;
  private boolean sampled;
  private boolean begun;

  /**
   * Reads or begins the trace of a request, whose headers say it afterwards.
   *
   * @param share of the traces begun here that are sampled
   */
  public void of(HttpHeaders headers, double share, RandomGenerator random) {
    span = random.nextLong() | 1;
    if (readTraceparent(headers.get(TRACEPARENT))) {
      return;
    }
    if (!readB3(headers)) {
      high = random.nextLong();
      low = random.nextLong() | 1;
      parent = 0;
      sampled = random.nextDouble() < share;
      begun = true;
      headers.remove(TRACESTATE); // Of no trace that we could read (section 4.3).
    }
    headers.set(TRACEPARENT, Hex.traceparent(high, low, begun ? span : parent, sampled));
  }

  private boolean readTraceparent(@Nullable String text) {
    // A later version may be longer, and starts the same (section 3.2.4).
    if (text == null || text.length() < LENGTH || text.startsWith("ff")) {
      return false;
    }
    boolean dashes = text.charAt(2) == '-' && text.charAt(35) == '-' && text.charAt(52) == '-';
    boolean ended = text.length() == LENGTH || (!text.startsWith("00") && text.charAt(55) == '-');
    if (!dashes
        || !ended
        || !Hex.isHex(text, 0, 2)
        || !Hex.isHex(text, 3, 35)
        || !Hex.isHex(text, 36, 52)
        || !Hex.isHex(text, 53, 55)) {
      return false;
    }
    high = Hex.parse(text, 3, 19);
    low = Hex.parse(text, 19, 35);
    parent = Hex.parse(text, 36, 52);
    sampled = (Hex.parse(text, 53, 55) & 1) != 0;
    return (high | low) != 0 && parent != 0;
  }

  private boolean readB3(HttpHeaders headers) {
    String single = headers.get(B3);
    if (single != null) {
      String[] parts = single.split("-", 4);
      return parts.length >= 2 && readB3(parts[0], parts[1], parts.length > 2 ? parts[2] : null);
    }
    String trace = headers.get(B3_TRACE);
    String spanId = headers.get(B3_SPAN);
    return trace != null && spanId != null && readB3(trace, spanId, headers.get(B3_SAMPLED));
  }

  private boolean readB3(String trace, String spanId, @Nullable String flag) {
    int length = trace.length();
    if ((length != 16 && length != 32) || spanId.length() != 16) {
      return false;
    }
    if (!Hex.isHex(trace, 0, length) || !Hex.isHex(spanId, 0, 16)) {
      return false;
    }
    high = length == 32 ? Hex.parse(trace, 0, 16) : 0;
    low = Hex.parse(trace, length - 16, length);
    parent = Hex.parse(spanId, 0, 16);
    sampled = flag != null && (flag.equals("1") || flag.equals("d") || flag.equals("true"));
    return (high | low) != 0 && parent != 0;
  }

  public long high() {
    return high;
  }

  /** Zero before {@link #of}. */
  public long low() {
    return low;
  }

  /** The caller's span; 0 when the trace began here. */
  public long parent() {
    return parent;
  }

  /** The mesh's own span. */
  public long span() {
    return span;
  }

  public boolean sampled() {
    return sampled;
  }

  /** Whether the request came without a context. */
  public boolean begun() {
    return begun;
  }
}

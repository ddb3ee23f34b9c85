// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells meshes further down who retries a request, by a member of W3C's {@code tracestate}, which
 * services hand on with the trace.
 *
 * <p>{@code ballast=ID}: the mesh ID is above, and tries again if this fails; {@code ballast=r}:
 * this is such another try. The first mesh on the way writes it, all others believe it.
 */
final class RetryMark {

  /** What a request says of the meshes that it has passed. */
  enum Above {
    /** Nobody above retries. */
    NOBODY,
    /** This mesh does, which knows by itself what it does. */
    OURSELVES,
    /** Another mesh does, which cannot know what this one does. */
    ANOTHER,
    /** The request is already another try. */
    REPEATED
  }

  private static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
  private static final String KEY = "ballast=";
  private static final String AGAIN = KEY + "r";
  private static final int MOST_MEMBERS = 32;

  private final String ours;

  RetryMark(long id) {
    ours = KEY + HexFormat.of().toHexDigits(id);
  }

  Above read(HttpHeaders headers) {
    String state = state(headers);
    if (state == null) {
      return Above.NOBODY;
    }
    for (String part : state.split(",", -1)) {
      String member = part.strip();
      if (member.startsWith(KEY)) {
        return member.equals(ours)
            ? Above.OURSELVES
            : member.equals(AGAIN) ? Above.REPEATED : Above.ANOTHER;
      }
    }
    return Above.NOBODY;
  }

  /** From here on we try again when the request fails. */
  void claim(HttpHeaders headers) {
    put(headers, ours);
  }

  /** What is sent now is another try. */
  static void repeat(HttpHeaders headers) {
    put(headers, AGAIN);
  }

  /** First of the list, as what was changed last has to be; the others keep their order. */
  private static void put(HttpHeaders headers, String member) {
    String state = state(headers);
    headers.set(TRACESTATE, state == null ? member : member + others(state));
  }

  private static String others(String state) {
    StringBuilder others = new StringBuilder(state.length());
    int members = 1;
    for (String part : state.split(",", -1)) {
      String member = part.strip();
      if (!member.isEmpty() && !member.startsWith(KEY) && ++members <= MOST_MEMBERS) {
        others.append(',').append(member);
      }
    }
    return others.toString();
  }

  private static @Nullable String state(HttpHeaders headers) {
    String first = headers.get(TRACESTATE);
    return first == null ? null : String.join(",", headers.getAll(TRACESTATE));
  }
}

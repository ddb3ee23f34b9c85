// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Merges states as stores hold them. Total: absent, garbage, another version or another kind each
 * has a defined outcome, the same in every order, so a store that retries what throws never loops.
 */
public final class ByteMerge {

  private ByteMerge() {}

  /**
   * The merge of both. What cannot be read is parked in the losses and gives way to what can; of
   * two that cannot be read the larger by unsigned bytes stays, which is as good as any and equal
   * everywhere.
   *
   * @param place of what is merged, for the losses
   * @param a null when there is nothing on this side
   * @param b null when there is nothing on the other side
   * @return null only when there is nothing on either
   */
  public static byte @Nullable [] merge(
      String place, byte @Nullable [] a, byte @Nullable [] b, Losses losses) {
    if (a == null || b == null || Arrays.equals(a, b)) {
      return a == null ? b : a;
    }
    Losses here = losses.under(place);
    Lattice x = read(a, here);
    Lattice y = read(b, here);
    if (x != null && y != null) {
      return Encoding.encode(Lattice.merge(x, y, here));
    }
    if (x != null) {
      return a;
    }
    return y != null || Arrays.compareUnsigned(b, a) > 0 ? b : a;
  }

  private static @Nullable Lattice read(byte[] bytes, Losses losses) {
    try {
      return Encoding.decode(bytes);
    } catch (MalformedStateException e) {
      losses.lost(
          new Loss.Poisoned("", HexFormat.of().formatHex(bytes), String.valueOf(e.getMessage())));
      return null;
    }
  }
}

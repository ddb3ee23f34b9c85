// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/**
 * The kill switch.
 *
 * @param why and by whom; empty when it is off
 */
public record Stop(boolean on, String by, String why) {

  public static final Stop OFF = new Stop(false, "", "");
}

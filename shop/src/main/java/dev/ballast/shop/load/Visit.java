// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.time.Duration;

/**
 * One request of one user.
 *
 * @param at when, counted from the opening of the shop
 * @param token what the user's login gave, empty when nobody asks for it
 */
public record Visit(Duration at, String method, String path, String token) {}

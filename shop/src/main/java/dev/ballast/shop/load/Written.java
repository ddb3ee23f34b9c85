// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.time.Instant;

/**
 * By whom a write was taken, as its own answer said.
 *
 * @param server the port of the server
 * @param term under which it led: PostgreSQL's timeline, which each promotion raises
 * @param at by the server's clock
 */
public record Written(int server, long term, Instant at) {}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.Map;

/** A part of a page that the live stream replaces: the event's name, the template, its model. */
record Fragment(String event, String template, Map<String, Object> parameters) {}

package io.hedgerow.server.measure;

/** The plan this server was started with. */
public record StatusPlan(Plan plan) {}

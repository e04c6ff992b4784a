<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The browser that did something: "Firefox on Windows". -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="*" mode="agent">
    <xsl:value-of select="cd:text('agent.unknown')"/>
  </xsl:template>

  <xsl:template match="*[@browser]" mode="agent">
    <xsl:value-of select="cd:text(concat('agent.', @browser))"/>
  </xsl:template>

  <xsl:template match="*[@system]" mode="agent">
    <xsl:value-of select="cd:text('agent.on', cd:text('agent.unknown'), cd:text(concat('system.', @system)))"/>
  </xsl:template>

  <xsl:template match="*[@browser][@system]" mode="agent" priority="2">
    <xsl:value-of select="cd:text('agent.on', cd:text(concat('agent.', @browser)), cd:text(concat('system.', @system)))"/>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A support ticket that staff has closed: number. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="ticket-answer.xsl"/>

  <xsl:template match="mail" mode="subject">
    <xsl:value-of select="cd:text('mail.ticket-closed.subject-hidden', @site, @number)"/>
  </xsl:template>

  <xsl:template match="mail[@subject]" mode="subject">
    <xsl:value-of select="cd:text('mail.ticket-closed.subject', @site, @number, @subject)"/>
  </xsl:template>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.ticket-closed.text', @site, @number)"/></p>
  </xsl:template>

</xsl:stylesheet>

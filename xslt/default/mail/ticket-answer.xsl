<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- An answer to a support ticket: number, and what was said, by whom; reply is the token by which it is answered. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../components/body.xsl"/>
  <xsl:import href="layout.xsl"/>

  <xsl:template match="mail" mode="subject">
    <xsl:value-of select="cd:text('mail.ticket-answer.subject-hidden', @site, @number)"/>
  </xsl:template>

  <xsl:template match="mail[@subject]" mode="subject">
    <xsl:value-of select="cd:text('mail.ticket-answer.subject', @site, @number, @subject)"/>
  </xsl:template>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.ticket-answer.hidden', @site, @number)"/></p>
  </xsl:template>

  <xsl:template match="mail[body]" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.ticket-answer.text', @site, @author, @number)"/></p>
    <div style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #e3e6ed;">
      <xsl:apply-templates select="body/node()" mode="body"/>
    </div>
  </xsl:template>

  <!-- The token stands in the text, too: what is quoted brings it back. -->
  <xsl:template match="mail[@reply]" mode="note">
    <p style="margin:16px 0 0;{$faint}font-size:14px;">
      <xsl:value-of select="cd:text('mail.ticket-answer.reply')"/>
      <xsl:text> </xsl:text>
      <xsl:value-of select="@reply"/>
    </p>
  </xsl:template>

</xsl:stylesheet>

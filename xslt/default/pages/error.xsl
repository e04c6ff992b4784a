<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- What went wrong, in words, and the way back. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:apply-templates select="error" mode="title"/>
  </xsl:template>

  <xsl:template match="page" mode="heading"/>

  <xsl:template match="page" mode="content">
    <div class="fault">
      <p class="fault-status"><xsl:value-of select="error/@status"/></p>
      <h1><xsl:apply-templates select="." mode="title"/></h1>
      <p><xsl:apply-templates select="error" mode="text"/></p>
      <a class="btn btn-primary" href="{@base}/">
        <xsl:value-of select="cd:text('error-page.home')"/>
      </a>
    </div>
  </xsl:template>

  <xsl:template match="error" mode="title">
    <xsl:value-of select="cd:text('error-page.other.title')"/>
  </xsl:template>

  <xsl:template match="error[cd:has-text(concat('error-page.', @status, '.title'))]" mode="title">
    <xsl:value-of select="cd:text(concat('error-page.', @status, '.title'))"/>
  </xsl:template>

  <xsl:template match="error" mode="text">
    <xsl:value-of select="cd:text('error-page.other.text')"/>
  </xsl:template>

  <xsl:template match="error[cd:has-text(concat('error-page.', @status, '.text'))]" mode="text">
    <xsl:value-of select="cd:text(concat('error-page.', @status, '.text'))"/>
  </xsl:template>

</xsl:stylesheet>

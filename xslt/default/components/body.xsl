<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Text that was written in Markdown: only the elements named here pass. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="body">
    <div class="prose">
      <xsl:apply-templates mode="body"/>
    </div>
  </xsl:template>

  <!-- What is not named below leaves its text. -->
  <xsl:template match="*" mode="body">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="p | ul | ol | li | strong | em | code | pre | blockquote | h2 | h3 | h4 | br | hr" mode="body">
    <xsl:element name="{local-name()}">
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="ol[@start]" mode="body">
    <ol start="{@start}">
      <xsl:apply-templates mode="body"/>
    </ol>
  </xsl:template>

  <!-- A message's headings stand below the h3 of its author. -->
  <xsl:template match="message//h2 | message//h3" mode="body">
    <h4><xsl:apply-templates mode="body"/></h4>
  </xsl:template>

  <xsl:template match="a" mode="body">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="a[starts-with(@href, '#')]" mode="body">
    <a href="{@href}"><xsl:apply-templates mode="body"/></a>
  </xsl:template>

  <xsl:template match="a[cd:href(@href) != '']" mode="body">
    <a href="{cd:href(@href)}" rel="nofollow noopener">
      <xsl:apply-templates mode="body"/>
    </a>
  </xsl:template>

</xsl:stylesheet>

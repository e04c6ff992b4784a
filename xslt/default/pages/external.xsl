<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Single sign-on: who the server says it is, and what she can do here. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/door.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="door door-external">
      <div class="card">
        <header class="door-head">
          <h1><xsl:apply-templates select="." mode="title"/></h1>
        </header>
        <xsl:apply-templates select="section[@name = 'identity']/identity"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="identity">
    <p class="card-text">
      <xsl:value-of select="cd:text(concat('external.', @way), @name)"/>
    </p>
    <xsl:apply-templates select="." mode="way"/>
  </xsl:template>

  <xsl:template match="identity" mode="way"/>

  <xsl:template match="identity[@way = 'known' or @way = 'match' or @way = 'register']" mode="way">
    <xsl:apply-templates select="/page/form"/>
  </xsl:template>

  <xsl:template match="form[/page/section/identity/@way = 'register']" mode="submit">
    <xsl:value-of select="cd:text('form.register.submit')"/>
  </xsl:template>

</xsl:stylesheet>

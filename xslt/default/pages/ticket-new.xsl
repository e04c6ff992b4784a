<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A new ticket; when guides may answer it, they are shown once before it is sent. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">tickets</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'matching'][guide]"/>
    <div class="card form-card">
      <xsl:apply-templates select="form"/>
    </div>
  </xsl:template>

  <xsl:template match="section[@name = 'matching']">
    <section class="card matching" aria-labelledby="heading-matching">
      <div class="card-head">
        <h2 id="heading-matching"><xsl:value-of select="cd:text('section.matching.title')"/></h2>
      </div>
      <p class="card-text"><xsl:value-of select="cd:text('section.matching.text')"/></p>
      <ul class="news">
        <xsl:apply-templates select="guide"/>
      </ul>
    </section>
  </xsl:template>

  <xsl:template match="guide">
    <li>
      <h3>
        <a href="{cd:url('guide', @slug)}" target="_blank" rel="noopener">
          <bdi><xsl:value-of select="@title"/></bdi>
        </a>
      </h3>
      <xsl:apply-templates select="@summary"/>
    </li>
  </xsl:template>

  <xsl:template match="guide/@summary">
    <p><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

  <!-- Long texts in other alphabets grow too much in the other encoding. -->
  <xsl:template match="form" mode="enctype">
    <xsl:attribute name="enctype">multipart/form-data</xsl:attribute>
  </xsl:template>

  <xsl:template match="field[@name = 'priority']/option" mode="label">
    <xsl:value-of select="cd:text(concat('priority.', @value))"/>
  </xsl:template>

</xsl:stylesheet>

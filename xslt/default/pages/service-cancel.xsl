<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Asks when a service is to end, and why. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="cd:text('service-cancel.title', section/service/@name)"/>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="section/service" mode="back-to-service"/>
  </xsl:template>

  <xsl:template match="service" mode="back-to-service">
    <a class="back" href="{cd:url('service', @id)}">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">back</xsl:with-param>
      </xsl:call-template>
      <bdi><xsl:value-of select="@name"/></bdi>
    </a>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <div class="card form-card">
      <xsl:apply-templates select="section[@name = 'service']/service" mode="until"/>
      <!-- who may look at the service may not end it by that -->
      <xsl:apply-templates select="form[cd:url('service-keep', ../section/service/@id) != '']"/>
    </div>
  </xsl:template>

  <xsl:template match="service" mode="until"/>

  <xsl:template match="service[@next-due]" mode="until">
    <p class="card-text"><xsl:value-of select="cd:text('service-cancel.until', cd:date(@next-due))"/></p>
  </xsl:template>

  <xsl:template match="field[@name = 'when']/option" mode="label">
    <xsl:value-of select="cd:text(concat('cancel-when.', @value))"/>
  </xsl:template>

</xsl:stylesheet>

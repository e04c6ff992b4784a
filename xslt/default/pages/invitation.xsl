<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- An invitation, as who was invited sees it. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>

  <xsl:template match="page" mode="content">
    <div class="card form-card">
      <xsl:apply-templates select="section[@name = 'invitation']/invitation"/>
    </div>
  </xsl:template>

  <xsl:template match="invitation">
    <p class="card-text">
      <xsl:value-of select="cd:text('invitation.text', @inviter, @account, @email)"/>
    </p>
    <xsl:apply-templates select="." mode="way"/>
  </xsl:template>

  <xsl:template match="invitation[@way = 'over']">
    <p class="card-text"><xsl:value-of select="cd:text('invitation.over')"/></p>
  </xsl:template>

  <xsl:template match="invitation[@way = 'join' or @way = 'accept']" mode="way">
    <xsl:apply-templates select="/page/form"/>
  </xsl:template>

  <xsl:template match="invitation[@way = 'sign-in']" mode="way">
    <p class="card-text"><xsl:value-of select="cd:text('invitation.sign-in')"/></p>
    <a class="btn btn-primary" href="{cd:url('sign-in')}?to={/page/@path}">
      <xsl:value-of select="cd:text('nav.sign-in')"/>
    </a>
  </xsl:template>

  <xsl:template match="invitation[@way = 'other']" mode="way">
    <p class="card-text"><xsl:value-of select="cd:text('invitation.other', /page/viewer/@email)"/></p>
  </xsl:template>

  <xsl:template match="form[/page/section/invitation/@way = 'accept']" mode="submit">
    <xsl:value-of select="cd:text('form.invitation.accept')"/>
  </xsl:template>

</xsl:stylesheet>
